/** Which columns a list shows and in which order. */
import { ActionIcon } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import type { ColumnsPanelProps } from "./ColumnsPanel.tsx";

const ColumnsPanel = late<ColumnsPanelProps>(() => import("./ColumnsPanel.tsx").then((module) => module.ColumnsPanel));

export function ColumnsMenu(props: ColumnsPanelProps) {
  const { t } = useTranslation();
  const label = t("list.columns");
  const button = (
    <ActionIcon variant="default" size={28} aria-label={label} data-hint={label}>
      <IconColumns3 size={15} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
  return (
    <Opens kind="panel" button={button} label={label} needs={[ColumnsPanel]} position="bottom-end" width={280}>
      <ColumnsPanel {...props} />
    </Opens>
  );
}
