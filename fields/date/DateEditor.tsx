/** Picks a calendar day. */
import "@mantine/dates/styles.layer.css";
import { DateInput, type DayOfWeek } from "@mantine/dates";
import "dayjs/locale/hi.js";
import "dayjs/locale/ur.js";
import { useFormat } from "#ui/format.tsx";
import { labelled, type EditorProps } from "../view.ts";

export function DateEditor(props: EditorProps) {
  const format = useFormat();
  return (
    <DateInput
      {...labelled(props)}
      locale={format.settings.language}
      firstDayOfWeek={(format.settings.weekStart % 7) as DayOfWeek}
      weekendDays={[]}
      valueFormat="D MMM YYYY"
      clearable={props.field.required !== true}
      // Beside a small field, so that the calendar leaves what stands below it in sight.
      popoverProps={{ position: props.compact ? "right-start" : "bottom-start" }}
      value={(props.value as string | null) ?? null}
      onChange={(day) => {
        const value = day === null ? null : day.slice(0, 10);
        props.onChange(value);
        if (day !== null) props.onCommit?.(value);
      }}
    />
  );
}
