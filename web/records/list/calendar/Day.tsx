/** A day of the calendar: its first records, how many more there are, and a way to make one. */
import { ActionIcon, useDirection } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta, type MetaField, type MetaObject } from "../../../api/meta.ts";
import { paths } from "../../../paths.ts";
import { titleOf } from "../../titles.ts";
import type { Asked } from "../list-state.ts";
import { ALL } from "../views/list-view.ts";
import classes from "./Calendar.module.css";
import { dayFilter, valueOf } from "./calendar.queries.ts";
import { dayAfter, dayOf } from "./days.ts";

interface DayProps {
  object: MetaObject;
  field: MetaField;
  day: string;
  name: string;
  asked: Asked;
  records: RecordJson[];
  count: number;
  /** So many are shown. */
  room: number;
  /** The keyboard is on this day: Tab goes into it. */
  here: boolean;
  movable: boolean;
  onAdd: ((day: string) => void) | undefined;
  onMove: (record: RecordJson, day: string) => void;
}

export function Day(props: DayProps) {
  const { object, field, day, asked, records, count, room, here, movable, onAdd, onMove } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { dir } = useDirection();
  const { slug } = useMeta().workspace;
  const shown = records.slice(0, room);
  const more = count - shown.length;
  const tab = here ? 0 : -1;
  const filter = dayFilter(field, asked.filter, day);
  const sideways = dir === "rtl" ? -1 : 1;
  const steps: Record<string, number> = { ArrowLeft: -sideways, ArrowRight: sideways, ArrowUp: -7, ArrowDown: 7 };
  return (
    <>
      <div className={classes.dayHead}>
        <time dateTime={day} className={classes.dayName}>
          {props.name}
        </time>
        {onAdd && (
          <ActionIcon
            size={24}
            className={classes.add!}
            tabIndex={tab}
            aria-label={t("calendar.newOn", { day: format.date(day) })}
            onClick={() => onAdd(day)}
          >
            <IconPlus size={13} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <ul className={classes.entries}>
        {shown.map((record) => {
          const value = valueOf(record, field)!;
          const title = titleOf(object, record) || (typeof record["title"] === "string" ? record["title"] : "—");
          return (
            <li key={record.id}>
              <Link
                to={paths.record(slug, object.path, record.id)}
                className={classes.entry}
                data-entry={record.id}
                tabIndex={tab}
                draggable={movable}
                onDragStart={(event) => {
                  event.dataTransfer.setData("text/x-entry", record.id);
                  event.dataTransfer.effectAllowed = "move";
                }}
                onKeyDown={(event) => {
                  const step = steps[event.key];
                  if (event.key === "Escape") event.currentTarget.closest("td")?.focus();
                  if (!event.shiftKey || step === undefined) return;
                  event.preventDefault();
                  event.stopPropagation();
                  onMove(record, dayAfter(dayOf(value, format.settings.timeZone), step));
                }}
              >
                {value.length > 10 && (
                  <span className={classes.time}>
                    {format.dateTime(value, { timeStyle: "short", timeZone: format.settings.timeZone })}
                  </span>
                )}
                <OwnText>{title}</OwnText>
              </Link>
            </li>
          );
        })}
      </ul>
      {more > 0 && (
        <Link
          to={paths.list(slug, object.path, { view: ALL, layout: "table", filter, q: asked.q })}
          className={classes.more}
          tabIndex={tab}
        >
          {t("calendar.more", { number: format.number(more) })}
        </Link>
      )}
    </>
  );
}
