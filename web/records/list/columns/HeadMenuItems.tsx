/** The entries of a column's menu; fetched when one is first opened. */
import { Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconEyeOff,
  IconPin,
  IconPinnedOff,
  IconStack2,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { TOTALS } from "#model/view-parts.ts";
import { fieldOf } from "../../../api/meta.ts";
import { groupingsOf } from "../groups/groupings.ts";
import type { HeadMenuProps } from "./HeadMenu.tsx";

const look = { size: 15, "aria-hidden": true } as const;

export function HeadMenuItems({ object, list, state, columns, name, place }: HeadMenuProps) {
  const { t } = useTranslation();
  const field = fieldOf(object, name);
  if (!field) return null;
  const names = columns.fields.map((one) => one.name);
  const move = (step: number) => {
    const next = [...names];
    next.splice(place, 1);
    next.splice(place + step, 0, name);
    columns.setNames(next);
  };
  const isPinned = place < columns.pinned;
  return (
    <>
      {field.sortable && (
        <>
          <Menu.Item leftSection={<IconArrowUp {...look} />} onClick={() => state.setSort(name, false)}>
            {t("list.ascending")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown {...look} />} onClick={() => state.setSort(name, true)}>
            {t("list.descending")}
          </Menu.Item>
          <Menu.Divider />
        </>
      )}
      {field.amount && (
        <>
          <Menu.Label>{t("list.total")}</Menu.Label>
          {TOTALS.map((total) => (
            <Menu.CheckboxItem
              key={total}
              py={3}
              checked={columns.totals[name] === total}
              closeMenuOnClick
              onChange={(on) => columns.setTotal(name, on ? total : undefined)}
            >
              {t(`list.total.${total}`)}
            </Menu.CheckboxItem>
          ))}
          <Menu.Divider />
        </>
      )}
      {groupingsOf(field).map(({ value, step }) => (
        <Menu.Item
          key={value}
          leftSection={<IconStack2 {...look} />}
          onClick={() => list.change({ groupBy: list.shown.groupBy === value ? undefined : value })}
        >
          {list.shown.groupBy === value
            ? t("list.ungroup")
            : step
              ? t("list.groupByStep", { step: t(`list.step.${step}`) })
              : t("list.groupByThis")}
        </Menu.Item>
      ))}
      <Menu.Item
        leftSection={isPinned && place > 0 ? <IconPinnedOff {...look} /> : <IconPin {...look} />}
        disabled={place > 4 || (place === 0 && columns.pinned === 1)}
        onClick={() => columns.setPinned(isPinned && place > 0 ? place : place + 1)}
      >
        {t(isPinned && place > 0 ? "list.unpin" : "list.pinHere")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowLeft {...look} className="icon-pointing" />}
        disabled={place === 0}
        onClick={() => move(-1)}
      >
        {t("views.earlier")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowRight {...look} className="icon-pointing" />}
        disabled={place === names.length - 1}
        onClick={() => move(1)}
      >
        {t("views.later")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEyeOff {...look} />}
        disabled={names.length === 1}
        onClick={() => columns.setNames(names.filter((one) => one !== name))}
      >
        {t("list.hideColumn")}
      </Menu.Item>
    </>
  );
}
