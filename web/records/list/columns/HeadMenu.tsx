/** What can be done with a column at its head: order, total, place, group. */
import { ActionIcon } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import type { MetaObject } from "../../../api/meta.ts";
import { useWords } from "../../words.ts";
import type { ColumnState, ListState } from "../list-state.ts";
import type { ListView } from "../views/list-view.ts";

export interface HeadMenuProps {
  object: MetaObject;
  list: ListView;
  state: ListState;
  columns: ColumnState;
  name: string;
  place: number;
}

const HeadMenuItems = late<HeadMenuProps>(() => import("./HeadMenuItems.tsx").then((module) => module.HeadMenuItems));

export function HeadMenu(props: HeadMenuProps & { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const button = (
    <ActionIcon
      size={20}
      tabIndex={-1}
      aria-label={t("list.columnMenu", { column: words.field(props.object.name, props.name) })}
    >
      <IconChevronDown size={13} aria-hidden />
    </ActionIcon>
  );
  return (
    <Opens
      kind="menu"
      button={button}
      needs={[HeadMenuItems]}
      open={props.open}
      onOpen={props.onOpen}
      position="bottom-start"
      width={230}
    >
      <HeadMenuItems {...props} />
    </Opens>
  );
}
