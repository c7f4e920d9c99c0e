/** The name of a role: those that come with the product are said in the reader's language, whatever names them. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { productRoleNamed } from "#model/product-roles.ts";

/** @returns what the reader calls the role of that name; one that a company made or renamed is called as it is written */
export function useRoleName(): (name: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (name) => {
      const key = productRoleNamed(name);
      return key === undefined ? name : t(`role.default.${key}`);
    },
    [t],
  );
}
