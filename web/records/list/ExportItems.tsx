/** The kinds of file in which a list can be taken out, as the entries of a menu. */
import { Menu } from "@mantine/core";
import { IconFileSpreadsheet, IconFileTypeCsv, IconTableExport } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MetaObject } from "../../api/meta.ts";
import { useExporting } from "../../exports/follow-export.tsx";
import { useWords } from "../words.ts";
import type { ColumnState, ListState } from "./list-state.ts";

export interface ExportItemsProps {
  object: MetaObject;
  state: Pick<ListState, "search">;
  columns: Pick<ColumnState, "fields">;
  /** Only these records, whatever the list's filter. */
  selectedIds?: readonly string[];
}

export function ExportItems({ object, state, columns, selectedIds }: ExportItemsProps) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const start = useExporting();
  const { filter, q, sort = object.list.sort } = state.search;
  const rows = selectedIds ? { filter: { field: "id", op: "in", value: [...selectedIds] } } : { filter, q };
  const shown = { fields: columns.fields.map((field) => field.name), language: i18n.language };
  const begin = (rest: object) => void start({ object: object.name, ...rows, sort, ...rest }, words.many(object));
  return (
    <>
      <Menu.Label>{t("exports.shownColumns")}</Menu.Label>
      <Menu.Item
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        onClick={() => begin({ ...shown, format: "xlsx" })}
      >
        {t("exports.xlsx")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileTypeCsv size={16} aria-hidden />}
        onClick={() => begin({ ...shown, format: "csv" })}
      >
        {t("exports.csv")}
      </Menu.Item>
      <Menu.Label>{t("exports.allColumns")}</Menu.Label>
      <Menu.Item
        leftSection={<IconTableExport size={16} aria-hidden />}
        onClick={() => begin({ format: "csv", references: "keys" })}
      >
        {t("exports.forImport")}
      </Menu.Item>
    </>
  );
}
