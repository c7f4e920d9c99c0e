/** Takes what a list shows, or what is selected in it, out as a file. */
import { ActionIcon } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { useMeta } from "../../api/meta.ts";
import { may } from "../../frame/rooms.ts";
import type { ExportItemsProps } from "./ExportItems.tsx";

const ExportItems = late<ExportItemsProps>(() => import("./ExportItems.tsx").then((module) => module.ExportItems));

/** Nothing where the role may not export the object. */
export function ExportMenu(props: ExportItemsProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  if (!may(meta, "export") || !props.object.rights.export) return null;
  const button = (
    <ActionIcon variant="default" size={28} aria-label={t("exports.export")} data-hint={t("exports.export")}>
      <IconDownload size={15} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
  return (
    <Opens kind="menu" button={button} needs={[ExportItems]} position="bottom-end" width={280}>
      <ExportItems {...props} />
    </Opens>
  );
}
