/** Editors come together when one is first needed: a list is read long before a value is written. */
import { Skeleton } from "@mantine/core";
import type { ComponentType } from "react";
import { late } from "#ui/late.tsx";
import type { EditorProps, FieldEditing, OperandProps } from "./view.ts";

let here: Record<string, FieldEditing> | undefined;

/** Fetches the editors of all types. */
export const loadEditors = async (): Promise<Record<string, FieldEditing>> =>
  (here = (await import("./editors.ts")).EDITORS);

const waiting = <Skeleton height={32} />;

/** The editor of a type of field. */
export const lateEditor = (type: string): ComponentType<EditorProps> =>
  late<EditorProps>(async () => (await loadEditors())[type]!.Editor, { waiting, find: () => here?.[type]?.Editor });

/** What a filter on a type of field compares with. */
export const lateOperand = (type: string): ComponentType<OperandProps> =>
  late<OperandProps>(async () => (await loadEditors())[type]!.FilterEditor!, {
    waiting,
    find: () => here?.[type]?.FilterEditor,
  });
