/** Picks a moment. The calendar itself loads when it is first needed. */
import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { editing as date } from "../date/date.editor.tsx";
import type { EditorProps, FieldEditing, OperandProps } from "../view.ts";

const DatetimeEditor = lazy(() =>
  import("./DatetimeEditor.tsx").then((module) => ({ default: module.DatetimeEditor })),
);

function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={32} />}>
      <DatetimeEditor {...props} />
    </Suspense>
  );
}

/** Filters speak of days. */
function FilterEditor({ value, ...props }: OperandProps) {
  const DayEditor = date.Editor;
  return <DayEditor {...props} value={value === null ? null : (value as string).slice(0, 10)} />;
}

export const editing: FieldEditing = { Editor, FilterEditor };
