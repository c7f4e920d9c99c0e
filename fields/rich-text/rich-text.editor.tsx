/** Writes formatted text. The editor itself loads when it is first needed. */
import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { EditorProps, FieldEditing } from "../view.ts";

const Writing = lazy(() => import("./RichTextEditor.tsx").then((module) => ({ default: module.RichTextEditor })));

function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={140} />}>
      <Writing {...props} />
    </Suspense>
  );
}

export const editing: FieldEditing = { Editor };
