/** How a list is laid out: as a table, as a board by a field, in groups. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconLayoutKanban, IconTable } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MetaObject } from "../../api/meta.ts";
import { usePhone } from "../../frame/folding.ts";
import { useWords } from "../words.ts";
import { boardFields } from "./board/board.queries.ts";
import { groupingsOf } from "./groups/groupings.ts";
import type { ListView } from "./views/list-view.ts";

export function ArrangeMenu({ object, list }: { object: MetaObject; list: ListView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const board = list.shown.layout === "board";
  const Mark = board ? IconLayoutKanban : IconTable;
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={240}>
      <Menu.Target>
        <Tooltip label={t("list.arrange")} disabled={open}>
          <ActionIcon variant="default" size={28} aria-label={t("list.arrange")}>
            <Mark size={15} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={460} style={{ overflowY: "auto" }}>
        {open && <Ways object={object} list={list} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function Ways({ object, list }: { object: MetaObject; list: ListView }) {
  const { t } = useTranslation();
  const words = useWords();
  const phone = usePhone();
  const { layout, boardField, groupBy } = list.shown;
  const boards = boardFields(object);
  const groups = phone ? [] : object.fields.flatMap((field) => groupingsOf(field).map((one) => ({ ...one, field })));
  return (
    <>
      <Menu.CheckboxItem
        closeMenuOnClick
        checked={layout !== "board" && !groupBy}
        onChange={() => list.change({ layout: undefined, boardField: undefined, groupBy: undefined })}
      >
        {t(phone ? "list.asCards" : "list.asTable")}
      </Menu.CheckboxItem>
      {boards.length > 0 && <Menu.Label>{t("list.asBoard")}</Menu.Label>}
      {boards.map((field) => (
        <Menu.CheckboxItem
          key={field.name}
          closeMenuOnClick
          checked={layout === "board" && boardField === field.name}
          onChange={() => list.change({ layout: "board", boardField: field.name })}
        >
          {words.field(object.name, field)}
        </Menu.CheckboxItem>
      ))}
      {groups.length > 0 && <Menu.Label>{t("list.inGroups")}</Menu.Label>}
      {groups.map(({ value, step, field }) => (
        <Menu.CheckboxItem
          key={value}
          closeMenuOnClick
          checked={layout !== "board" && groupBy === value}
          onChange={(on) => list.change({ layout: undefined, boardField: undefined, groupBy: on ? value : undefined })}
        >
          {step
            ? t("list.fieldByStep", { field: words.field(object.name, field), step: t(`list.step.${step}`) })
            : words.field(object.name, field)}
        </Menu.CheckboxItem>
      ))}
    </>
  );
}
