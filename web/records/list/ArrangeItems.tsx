/** The ways in which a list can be laid out, as the entries of a menu. */
import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MetaObject } from "../../api/meta.ts";
import { usePhone } from "../../frame/folding.ts";
import { useWords } from "../words.ts";
import { boardFields } from "./board/board.queries.ts";
import { picturesOf } from "./gallery/pictures.ts";
import { groupingsOf } from "./groups/groupings.ts";
import type { ListView } from "./views/list-view.ts";

export interface ArrangeItemsProps {
  object: MetaObject;
  list: ListView;
}

export function ArrangeItems({ object, list }: ArrangeItemsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const phone = usePhone();
  const { layout = "table", boardField, calendarField, galleryField, chart, groupBy } = list.shown;
  const boards = boardFields(object);
  const dates = object.fields.filter((field) => field.steps);
  const pictures = picturesOf(object);
  const charted = object.fields.flatMap(groupingsOf)[0]?.value;
  const groups = phone ? [] : object.fields.flatMap((field) => groupingsOf(field).map((one) => ({ ...one, field })));
  return (
    <>
      <Menu.CheckboxItem
        closeMenuOnClick
        checked={layout === "table" && !groupBy}
        onChange={() => list.change({ layout: undefined, groupBy: undefined })}
      >
        {t(phone ? "list.asCards" : "list.asTable")}
      </Menu.CheckboxItem>
      {pictures.length < 2 && (
        <Menu.CheckboxItem
          closeMenuOnClick
          checked={layout === "gallery"}
          onChange={() => list.change({ layout: "gallery", galleryField: undefined })}
        >
          {t("list.asGallery")}
        </Menu.CheckboxItem>
      )}
      {charted !== undefined && (
        <Menu.CheckboxItem
          closeMenuOnClick
          checked={layout === "chart"}
          onChange={() => list.change({ layout: "chart", chart: chart ?? { by: charted } })}
        >
          {t("list.asChart")}
        </Menu.CheckboxItem>
      )}
      {pictures.length > 1 && <Menu.Label>{t("list.asGalleryWith")}</Menu.Label>}
      {pictures.length > 1 &&
        pictures.map((field, place) => (
          <Menu.CheckboxItem
            key={field.name}
            closeMenuOnClick
            checked={layout === "gallery" && (galleryField ? galleryField === field.name : place === 0)}
            onChange={() => list.change({ layout: "gallery", galleryField: field.name })}
          >
            {words.field(object.name, field)}
          </Menu.CheckboxItem>
        ))}
      {dates.length > 0 && <Menu.Label>{t("list.asCalendar")}</Menu.Label>}
      {dates.map((field) => (
        <Menu.CheckboxItem
          key={field.name}
          closeMenuOnClick
          checked={layout === "calendar" && calendarField === field.name}
          onChange={() => list.change({ layout: "calendar", calendarField: field.name })}
        >
          {words.field(object.name, field)}
        </Menu.CheckboxItem>
      ))}
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
          checked={layout === "table" && groupBy === value}
          onChange={(on) => list.change({ layout: undefined, groupBy: on ? value : undefined })}
        >
          {step
            ? t("list.fieldByStep", { field: words.field(object.name, field), step: t(`list.step.${step}`) })
            : words.field(object.name, field)}
        </Menu.CheckboxItem>
      ))}
    </>
  );
}
