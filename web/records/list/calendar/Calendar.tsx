/** A list as a calendar by one of its dates: month or week, on a phone the month's days one under the other. */
import { ActionIcon, Button, SegmentedControl, Skeleton, useDirection } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { SPANS, type Span } from "#model/view-parts.ts";
import type { RecordJson } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { fieldOf, useMeta, type MetaField, type MetaObject } from "../../../api/meta.ts";
import { Problem } from "../../../frame/Failure.tsx";
import { usePhone } from "../../../frame/folding.ts";
import { useSay } from "../../../insight/say.ts";
import { useCreating } from "../../creating.tsx";
import { isWritable } from "../../FieldValue.tsx";
import { useIssueWords } from "../../issues.ts";
import { useRecordDoings } from "../../record-doings.ts";
import { titleOf } from "../../titles.ts";
import { useWords } from "../../words.ts";
import type { ColumnState, ListState } from "../list-state.ts";
import type { ListView } from "../views/list-view.ts";
import classes from "./Calendar.module.css";
import { useDays, valueOf } from "./calendar.queries.ts";
import { Day } from "./Day.tsx";
import { dayAfter, daysAround, newOn, onDay, stepped, today } from "./days.ts";

interface CalendarProps {
  object: MetaObject;
  field: MetaField;
  view: ListView;
  state: ListState;
  columns: ColumnState;
}

const ROOM = { month: 3, week: 15, agenda: 20 } as const;

export function Calendar({ object, field, view, state, columns }: CalendarProps) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const format = useFormat();
  const phone = usePhone();
  const { dir } = useDirection();
  const { create } = useCreating();
  const issues = useIssueWords();
  const doings = useRecordDoings(object);
  const { slug } = useMeta().workspace;
  const { timeZone, weekStart } = format.settings;
  const place = useRef<HTMLDivElement>(null);
  const [day, setDay] = useState(() => today(timeZone));
  const chosen: Span = view.shown.span ?? "month";
  const span = phone ? "agenda" : chosen;
  const days = daysAround(day, span, weekStart);
  const names = columns.fields.slice(0, 3).map((one) => one.name);
  const shown = useDays(slug, object, field, state.search, days, names, timeZone);
  const movable = isWritable(object, field);
  const isMoment = field.type === "datetime";
  const addOn =
    movable && object.rights.create
      ? (on: string) => create(object.name, { values: { [field.name]: newOn(on, isMoment, timeZone) } })
      : undefined;

  const focusSoon = (selector: string) =>
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(selector)?.focus());
  const move = async (record: RecordJson, to: string): Promise<void> => {
    const value = valueOf(record, field);
    if (!movable || value === undefined) return;
    const said = say("calendar.moved", { title: titleOf(object, record) || "—", day: format.date(to) });
    const saved = doings.save(record, { [field.name]: onDay(value, to, timeZone) }, said);
    focusSoon(`[data-entry="${record.id}"]`);
    try {
      await saved;
    } catch (error) {
      const named = (path: string) => words.field(object.name, fieldOf(object, path) ?? path);
      toast.problem(issues.at(error, field.name) ?? issues.all(error, named));
    } finally {
      shown.again();
    }
  };
  const go = (to: string) => {
    setDay(to);
    focusSoon(`[data-day="${to}"]`);
  };
  const onKeys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || span === "agenda") return;
    const sideways = dir === "rtl" ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowLeft: -sideways,
      ArrowRight: sideways,
      ArrowUp: -7,
      ArrowDown: 7,
    };
    const onCell = (event.target as HTMLElement).dataset["day"] !== undefined;
    if (event.key === "PageUp" || event.key === "PageDown") go(stepped(day, span, event.key === "PageUp" ? -1 : 1));
    else if (event.key === "t") go(today(timeZone));
    else if (onCell && steps[event.key] !== undefined) go(dayAfter(day, steps[event.key]!));
    else return;
    event.preventDefault();
  };

  const month = format.date(day, { month: "long", year: "numeric" });
  const weekdays = days.slice(0, 7);
  const current = today(timeZone);
  if (shown.error) return <Problem error={shown.error} again={shown.again} />;
  const dayProps = (on: string) => ({
    object,
    field,
    day: on,
    asked: state.search,
    ...shown.of(on),
    room: ROOM[span],
    movable,
    onAdd: addOn,
    onMove: (record: RecordJson, to: string) => void move(record, to),
  });
  return (
    <div ref={place} className={classes.calendar} onKeyDown={onKeys}>
      <div className={classes.head}>
        <h2 className={classes.title} aria-live="polite">
          {month}
        </h2>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t("calendar.previous")}
          onClick={() => setDay(stepped(day, span, -1))}
        >
          <IconChevronLeft size={16} className="icon-pointing" aria-hidden />
        </ActionIcon>
        <Button variant="default" size="compact-sm" onClick={() => setDay(current)}>
          {t("calendar.today")}
        </Button>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t("calendar.next")}
          onClick={() => setDay(stepped(day, span, 1))}
        >
          <IconChevronRight size={16} className="icon-pointing" aria-hidden />
        </ActionIcon>
        {!phone && (
          <SegmentedControl
            size="xs"
            ms="auto"
            aria-label={t("calendar.span")}
            value={chosen}
            onChange={(value) => view.change({ span: value as Span })}
            data={SPANS.map((value) => ({ value, label: t(`calendar.${value}`) }))}
          />
        )}
      </div>
      {shown.pending ? (
        <Skeleton className={classes.waiting!} />
      ) : span === "agenda" ? (
        <div className={classes.agenda} role="region" tabIndex={0} aria-label={month}>
          {days
            .filter((on) => on === current || shown.of(on).count > 0)
            .map((on) => (
              <section key={on} aria-label={format.date(on)}>
                <Day
                  {...dayProps(on)}
                  name={format.date(on, { weekday: "long", day: "numeric", month: "long" })}
                  here
                />
              </section>
            ))}
          {days.every((on) => shown.of(on).count === 0) && <p className={classes.nothing}>{t("calendar.nothing")}</p>}
        </div>
      ) : (
        <div className={classes.scroll}>
          <table
            role="grid"
            className={classes.grid}
            data-span={span}
            aria-label={t("calendar.by", { what: words.many(object), field: words.field(object.name, field) })}
          >
            <thead>
              <tr>
                {weekdays.map((on) => (
                  <th key={on} scope="col">
                    {format.date(on, { weekday: "short" })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: days.length / 7 }, (_, week) => (
                <tr key={days[week * 7]}>
                  {days.slice(week * 7, week * 7 + 7).map((on) => (
                    <td
                      key={on}
                      data-day={on}
                      tabIndex={on === day ? 0 : -1}
                      data-today={on === current || undefined}
                      data-outside={(span === "month" && on.slice(0, 7) !== day.slice(0, 7)) || undefined}
                      onFocus={(event) => event.target === event.currentTarget && setDay(on)}
                      onClick={(event) => event.target === event.currentTarget && addOn?.(on)}
                      onKeyDown={(event) => {
                        if (event.target !== event.currentTarget || event.key !== "Enter") return;
                        const entry = event.currentTarget.querySelector<HTMLElement>("[data-entry]");
                        if (entry) entry.focus();
                        else addOn?.(on);
                        event.preventDefault();
                      }}
                      onDragOver={(event) => movable && event.preventDefault()}
                      onDrop={(event) => {
                        const id = event.dataTransfer.getData("text/x-entry");
                        const record = days.flatMap((one) => shown.of(one).records).find((one) => one.id === id);
                        if (record) void move(record, on);
                      }}
                    >
                      <Day {...dayProps(on)} name={format.date(on, { day: "numeric" })} here={on === day} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
