/** Which role somebody, or a key, is to have. */
import { Select } from "@mantine/core";
import { useTranslation } from "#web/language/language.ts";
import { useRoleWords } from "./role-words.ts";
import type { Role } from "./settings.queries.ts";

export function RolePick({
  roles,
  value,
  onChange,
}: {
  roles: Role[];
  value: string | null;
  onChange(role: string | null): void;
}) {
  const { t } = useTranslation();
  const words = useRoleWords();
  return (
    <Select
      label={t("settings.role")}
      data={roles.map((role) => ({ value: role.id, label: words.name(role) }))}
      value={value}
      allowDeselect={false}
      onChange={onChange}
    />
  );
}
