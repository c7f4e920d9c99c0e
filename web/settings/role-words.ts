/** The name of a role: those that come with the product are translated. */
import { useTranslation } from "#web/language/language.ts";
import type { Role } from "./settings.queries.ts";

export function useRoleWords() {
  const { t, i18n } = useTranslation();
  return {
    name: (role: Pick<Role, "key" | "name">): string =>
      role.key && i18n.exists(`role.default.${role.key}`) ? t(`role.default.${role.key}`) : role.name,
    about: (role: Role): string =>
      role.key && i18n.exists(`role.default.${role.key}.about`)
        ? t(`role.default.${role.key}.about`)
        : (role.description ?? ""),
  };
}
