/** The name of a role and what it is for: those that come with the product are translated. */
import { useTranslation } from "#web/language/language.ts";
import { useRoleName } from "#web/records/role-words.ts";
import type { Role } from "./settings.queries.ts";

export function useRoleWords() {
  const { t, i18n } = useTranslation();
  const nameOf = useRoleName();
  return {
    name: ({ name }: Pick<Role, "name">): string => nameOf(name),
    about: (role: Role): string =>
      role.key && i18n.exists(`role.default.${role.key}.about`)
        ? t(`role.default.${role.key}.about`)
        : (role.description ?? ""),
  };
}
