/** Finds another record to point at. */
import type { Found } from "../lookup.ts";
import type { EditorProps, FieldEditing, OperandProps } from "../view.ts";
import { idsIn, targetOf, useTitles } from "./relation.view.tsx";
import { RelationPicker } from "./RelationPicker.tsx";
import { RelationsPicker } from "./RelationsPicker.tsx";

function RelationEditor(props: EditorProps) {
  return (
    <RelationPicker
      object={targetOf(props.field)}
      value={props.value as unknown as Found | null}
      label={props.label}
      compact={props.compact}
      required={props.field.required}
      error={props.error}
      autoFocus={props.autoFocus}
      onChange={(found) => {
        const value = found && { id: found.id, title: found.title };
        props.onChange(value);
        props.onCommit?.(value);
      }}
    />
  );
}

export function RecordsOperand({ operand, value, onChange, field, label }: OperandProps) {
  const object = targetOf(field);
  const titles = useTitles(object, idsIn(value));
  if (operand === "many")
    return (
      <RelationsPicker
        object={object}
        value={titles}
        label={label}
        compact
        inside
        onChange={(found) => onChange(found.map((one) => one.id))}
      />
    );
  return (
    <RelationPicker
      object={object}
      value={titles[0] ?? null}
      label={label}
      compact
      inside
      onChange={(found) => onChange(found?.id ?? null)}
    />
  );
}

export const editing: FieldEditing = { Editor: RelationEditor, FilterEditor: RecordsOperand };
