/** Chooses on whose page a new field stands: everyone's, or that of one team or role. */
import { Select } from "@mantine/core";
import { useTranslation } from "#web/language/language.ts";
import { useRoleWords } from "../role-words.ts";
import { useRoles, useTeams } from "../settings.queries.ts";
import { EVERYONE } from "./placing.ts";

export function PageOf({ value, onChange }: { value: string; onChange: (who: string) => void }) {
  const { t } = useTranslation();
  const roles = useRoles();
  const teams = useTeams();
  const words = useRoleWords();
  const data = [
    { value: EVERYONE, label: t("layouts.everyone") },
    {
      group: t("layouts.teams"),
      items: (teams.data ?? []).map(({ id, name }) => ({ value: `team:${id}`, label: name })),
    },
    {
      group: t("layouts.roles"),
      items: (roles.data ?? []).map((role) => ({ value: `role:${role.id}`, label: words.name(role) })),
    },
  ];
  return (
    <Select
      label={t("shape.pageOf")}
      {...(value === EVERYONE ? {} : { description: t("shape.pageOfHint") })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={data}
      value={value}
      searchable
      allowDeselect={false}
      onChange={(who) => onChange(who ?? EVERYONE)}
    />
  );
}
