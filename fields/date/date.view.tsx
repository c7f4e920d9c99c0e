/** A calendar day on the screen. The calendar itself loads when it is first needed. */
import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useFormat } from "#ui/format.tsx";
import type { CellProps, EditorProps, FieldView } from "../view.ts";

const DateEditor = lazy(() => import("./DateEditor.tsx").then((module) => ({ default: module.DateEditor })));

function Cell({ value }: CellProps) {
  return <bdi className="tabular">{useFormat().date(value as string)}</bdi>;
}

function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={32} />}>
      <DateEditor {...props} />
    </Suspense>
  );
}

export const view: FieldView = { Cell, Editor, FilterEditor: Editor, width: 125 };
