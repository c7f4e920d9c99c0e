/** How a list is laid out: as a table, as a board by a field, in groups. */
import { ActionIcon } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { withMoreWords } from "../../language/language.ts";
import type { ArrangeItemsProps } from "./ArrangeItems.tsx";
import { LayoutIcon } from "./views/LayoutIcon.tsx";

const ArrangeItems = late<ArrangeItemsProps>(
  async () => (await withMoreWords(import("./ArrangeItems.tsx"))).ArrangeItems,
);

export function ArrangeMenu(props: ArrangeItemsProps) {
  const { t } = useTranslation();
  const button = (
    <ActionIcon variant="default" size={28} aria-label={t("list.arrange")} data-hint={t("list.arrange")}>
      <LayoutIcon layout={props.list.shown.layout} />
    </ActionIcon>
  );
  return (
    <Opens kind="menu" button={button} needs={[ArrangeItems]} position="bottom-end" width={240} height={460}>
      <ArrangeItems {...props} />
    </Opens>
  );
}
