/** Picks a calendar day. The calendar itself loads when it is first needed. */
import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { EditorProps, FieldEditing } from "../view.ts";

const DateEditor = lazy(() => import("./DateEditor.tsx").then((module) => ({ default: module.DateEditor })));

function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={32} />}>
      <DateEditor {...props} />
    </Suspense>
  );
}

export const editing: FieldEditing = { Editor, FilterEditor: Editor };
