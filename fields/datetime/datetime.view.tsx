/** A moment on the screen, in the reader's time zone: near ones relative, the exact one on hover. */
import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useFormat } from "#ui/format.tsx";
import { view as date } from "../date/date.view.tsx";
import type { CellProps, EditorProps, FieldView, OperandProps } from "../view.ts";

const DatetimeEditor = lazy(() =>
  import("./DatetimeEditor.tsx").then((module) => ({ default: module.DatetimeEditor })),
);

function Cell({ value }: CellProps) {
  const format = useFormat();
  const at = value as string;
  const near = format.isNear(at);
  return (
    <time dateTime={at} className="tabular" title={format.dateTime(at, { dateStyle: "full", timeStyle: "short" })}>
      {near ? format.relative(at) : format.dateTime(at, { dateStyle: "medium" })}
    </time>
  );
}

function Detail({ value }: CellProps) {
  const format = useFormat();
  return (
    <time dateTime={value as string} title={format.relative(value as string)}>
      {format.dateTime(value as string)}
    </time>
  );
}

function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={32} />}>
      <DatetimeEditor {...props} />
    </Suspense>
  );
}

/** Filters speak of days. */
function FilterEditor({ value, ...props }: OperandProps) {
  const DayEditor = date.Editor!;
  return <DayEditor {...props} value={value === null ? null : (value as string).slice(0, 10)} />;
}

const OperandText = date.Cell;

export const view: FieldView = { Cell, Detail, Editor, FilterEditor, OperandText, width: 140 };
