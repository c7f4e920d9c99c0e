/** What can be done with a column at its head: order, total, place, group. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { MetaObject } from "../../../api/meta.ts";
import { useWords } from "../../words.ts";
import type { ColumnState, ListState } from "../list-state.ts";
import type { ListView } from "../views/list-view.ts";

const HeadMenuItems = lazy(() => import("./HeadMenuItems.tsx").then((module) => ({ default: module.HeadMenuItems })));

export interface HeadMenuProps {
  object: MetaObject;
  list: ListView;
  state: ListState;
  columns: ColumnState;
  name: string;
  place: number;
}

export function HeadMenu(props: HeadMenuProps & { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Menu opened={props.open} onChange={props.onOpen} position="bottom-start" width={230} returnFocus>
      <Menu.Target>
        <ActionIcon
          size={20}
          tabIndex={-1}
          aria-label={t("list.columnMenu", { column: words.field(props.object.name, props.name) })}
        >
          <IconChevronDown size={13} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Suspense>{props.open && <HeadMenuItems {...props} />}</Suspense>
      </Menu.Dropdown>
    </Menu>
  );
}
