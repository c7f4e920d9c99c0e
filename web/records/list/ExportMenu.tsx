/** Takes what a list shows, or what is selected in it, out as a file. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv, IconTableExport } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMeta, type MetaObject } from "../../api/meta.ts";
import { useExporting } from "../../exports/follow-export.tsx";
import { may } from "../../frame/rooms.ts";
import { useWords } from "../words.ts";
import type { ColumnState, ListState } from "./list-state.ts";

interface ExportMenuProps {
  object: MetaObject;
  state: Pick<ListState, "search">;
  columns: Pick<ColumnState, "fields">;
  /** Only these records, whatever the list's filter. */
  selectedIds?: readonly string[];
}

/** Nothing where the role may not export the object. */
export function ExportMenu({ object, state, columns, selectedIds }: ExportMenuProps) {
  const { t, i18n } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const start = useExporting();
  if (!may(meta, "export") || !object.rights.export) return null;
  const { filter, q, sort = object.list.sort } = state.search;
  const rows = selectedIds ? { filter: { field: "id", op: "in", value: [...selectedIds] } } : { filter, q };
  const shown = { fields: columns.fields.map((field) => field.name), language: i18n.language };
  const begin = (rest: object) => void start({ object: object.name, ...rows, sort, ...rest }, words.many(object));
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Tooltip label={t("exports.export")}>
          <ActionIcon variant="default" size={28} aria-label={t("exports.export")}>
            <IconDownload size={15} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
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
      </Menu.Dropdown>
    </Menu>
  );
}
