/** Picks a moment, shown in the reader's time zone and kept as an instant. */
import "@mantine/dates/styles.layer.css";
import { DateTimePicker, type DayOfWeek } from "@mantine/dates";
import dayjs from "dayjs";
import "dayjs/locale/hi.js";
import "dayjs/locale/ur.js";
import timezone from "dayjs/plugin/timezone.js";
import utc from "dayjs/plugin/utc.js";
import { countsToTwelve, halvesOfDay } from "#ui/dates.ts";
import { useFormat } from "#ui/format.tsx";
import { labelled, type EditorProps } from "../view.ts";

dayjs.extend(utc);
dayjs.extend(timezone);

export function DatetimeEditor(props: EditorProps) {
  const format = useFormat();
  const { timeZone, language, weekStart, country } = format.settings;
  const instantOf = (local: string): string => dayjs.tz(local, timeZone).toISOString();
  return (
    <DateTimePicker
      {...labelled(props)}
      locale={language}
      firstDayOfWeek={(weekStart % 7) as DayOfWeek}
      weekendDays={[]}
      valueFormat={(local) => format.dateTime(instantOf(local))}
      timePickerProps={{
        format: countsToTwelve(country) ? "12h" : "24h",
        amPmLabels: halvesOfDay(language, country),
      }}
      clearable={props.field.required !== true}
      popoverProps={{ position: props.compact ? "right-start" : "bottom-start" }}
      value={
        props.value === null
          ? null
          : dayjs(props.value as string)
              .tz(timeZone)
              .format("YYYY-MM-DD HH:mm:ss")
      }
      onChange={(local) => props.onChange(local === null ? null : instantOf(local))}
    />
  );
}
