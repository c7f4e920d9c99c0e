/** Over a list: search, filter, columns. */
import { ActionIcon, Group, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MetaObject } from "../../api/meta.ts";
import { usePhone } from "../../frame/folding.ts";
import { FilterBar } from "../filter/FilterBar.tsx";
import { ArrangeMenu } from "./ArrangeMenu.tsx";
import { ColumnsMenu } from "./ColumnsMenu.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import classes from "./List.module.css";
import type { ColumnState, ListState } from "./list-state.ts";
import type { ListView } from "./views/list-view.ts";

interface ListToolsProps {
  object: MetaObject;
  list: ListView;
  state: ListState;
  columns: ColumnState;
}

export function ListTools({ object, list, state, columns }: ListToolsProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const input = useRef<HTMLInputElement>(null);
  const [q, setQ] = useState(state.search.q ?? "");
  const send = useDebouncedCallback(state.setQ, 150);
  useEffect(
    () =>
      setQ((old) =>
        old === (state.search.q ?? "") || document.activeElement === input.current ? old : (state.search.q ?? ""),
      ),
    [state.search.q],
  );
  useHotkeys([["/", () => input.current?.focus()]]);
  const change = (text: string) => {
    setQ(text);
    send(text.trim());
  };
  return (
    <div className={classes.tools} role="search">
      <TextInput
        ref={input}
        className={classes.q!}
        size="xs"
        type="search"
        dir="auto"
        aria-label={t("list.search")}
        placeholder={t("list.search")}
        leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
        rightSection={
          q && (
            <ActionIcon size={24} aria-label={t("value.clear")} onClick={() => change("")}>
              <IconX size={12} aria-hidden />
            </ActionIcon>
          )
        }
        value={q}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && (q ? change("") : event.currentTarget.blur())}
      />
      <div className={classes.filters} data-filtered={state.search.filter !== undefined || undefined}>
        <FilterBar object={object} filter={state.search.filter} onChange={state.setFilter} />
      </div>
      <Group gap={6} wrap="nowrap">
        <ArrangeMenu object={object} list={list} />
        {!phone && <ColumnsMenu object={object} columns={columns} />}
        <ExportMenu object={object} state={state} columns={columns} />
      </Group>
    </div>
  );
}
