/** Picks a moment, shown in the reader's time zone and kept as an instant. */
import "@mantine/dates/styles.layer.css";
import { DateTimePicker, type DayOfWeek } from "@mantine/dates";
import dayjs from "dayjs";
import "dayjs/locale/hi.js";
import "dayjs/locale/ur.js";
import timezone from "dayjs/plugin/timezone.js";
import utc from "dayjs/plugin/utc.js";
import { useFormat } from "#ui/format.tsx";
import { labelled, type EditorProps } from "../view.ts";

dayjs.extend(utc);
dayjs.extend(timezone);

export function DatetimeEditor(props: EditorProps) {
  const { timeZone, language, weekStart } = useFormat().settings;
  return (
    <DateTimePicker
      {...labelled(props)}
      locale={language}
      firstDayOfWeek={(weekStart % 7) as DayOfWeek}
      weekendDays={[]}
      valueFormat="D MMM YYYY HH:mm"
      clearable={props.field.required !== true}
      popoverProps={{ position: props.compact ? "right-start" : "bottom-start" }}
      value={
        props.value === null
          ? null
          : dayjs(props.value as string)
              .tz(timeZone)
              .format("YYYY-MM-DD HH:mm:ss")
      }
      onChange={(local) => props.onChange(local === null ? null : dayjs.tz(local, timeZone).toISOString())}
    />
  );
}
