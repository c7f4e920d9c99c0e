/** The lines of a record, in a list: how many. The record page shows them as a table. */
import { useTranslation } from "react-i18next";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  const { t } = useTranslation();
  return <>{t("value.lines", { count: Array.isArray(value) ? value.length : 0 })}</>;
}

export const view: FieldView = { Cell, width: 90, wide: true };
