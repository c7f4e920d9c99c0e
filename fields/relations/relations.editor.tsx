/** Finds several other records to point at. */
import type { Found } from "../lookup.ts";
import { RecordsOperand } from "../relation/relation.editor.tsx";
import { targetOf } from "../relation/relation.view.tsx";
import { RelationsPicker } from "../relation/RelationsPicker.tsx";
import type { EditorProps, FieldEditing } from "../view.ts";

function Editor(props: EditorProps) {
  return (
    <RelationsPicker
      object={targetOf(props.field)}
      value={(props.value as unknown as Found[] | null) ?? []}
      label={props.label}
      compact={props.compact}
      error={props.error}
      autoFocus={props.autoFocus}
      onChange={(found) => props.onChange(found.map(({ id, title }) => ({ id, title })))}
    />
  );
}

export const editing: FieldEditing = { Editor, FilterEditor: RecordsOperand };
