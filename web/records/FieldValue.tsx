/** A field's value and its editor, chosen by the field's type. */
import type { FieldView } from "#fields/view.ts";
import { viewOf } from "#fields/views.ts";
import type { Json } from "#model/json.ts";
import { late } from "#ui/late.tsx";
import type { MetaField, MetaObject } from "../api/meta.ts";
import { isEmpty } from "./emptiness.ts";
import type { LinesEditorProps } from "./form/LinesEditor.tsx";
import { useWords } from "./words.ts";

const LinesEditor = late<LinesEditorProps>(() => import("./form/LinesEditor.tsx").then((module) => module.LinesEditor));

interface FieldValueProps {
  object: MetaObject;
  field: MetaField;
  value: Json | undefined;
  /** With room for several lines. */
  roomy?: boolean;
}

export function FieldValue({ object, field, value, roomy }: FieldValueProps) {
  const words = useWords();
  if (isEmpty(value)) return null;
  const view: FieldView = viewOf(field.type);
  const Show = roomy ? (view.Detail ?? view.Cell) : view.Cell;
  return <Show value={value} field={field} optionLabel={(option) => words.option(object.name, field.name, option)} />;
}

/** Can a person write this field of this object? */
export const isWritable = (object: MetaObject, field: MetaField): boolean =>
  (field.source === "own" || field.source === "owner") &&
  field.access === "write" &&
  field.readOnly !== true &&
  (field.storage === "children" || viewOf(field.type).Editor !== undefined) &&
  object.rights.update;

interface FieldEditorProps {
  object: MetaObject;
  field: MetaField;
  value: Json;
  onChange: (value: Json) => void;
  onCommit?: (value: Json) => void;
  onUnfinished?: (finish: (() => Promise<Json>) | null) => void;
  error?: string | undefined;
  /** Finds the message for a part of the value: `3.quantity`. */
  issueAt?: (part: string) => string | undefined;
  autoFocus?: boolean;
  compact?: boolean;
}

export function FieldEditor({ object, field, issueAt, ...rest }: FieldEditorProps) {
  const words = useWords();
  const label = words.field(object.name, field);
  if (field.storage === "children")
    return (
      <LinesEditor
        object={String(field["object"])}
        label={label}
        value={rest.value}
        onChange={rest.onChange}
        issueAt={issueAt ?? (() => undefined)}
        error={rest.error}
      />
    );
  const { Editor } = viewOf(field.type);
  if (!Editor) return null;
  return (
    <Editor
      {...rest}
      field={field}
      label={label}
      optionLabel={(option) => words.option(object.name, field.name, option)}
    />
  );
}
