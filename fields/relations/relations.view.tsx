/** Several other records on the screen. */
import { Label, Labels } from "#ui/Label.tsx";
import type { Found } from "../lookup.ts";
import { RecordLink } from "../relation/RecordLink.tsx";
import { RecordsOperand, RecordsText, targetOf } from "../relation/relation.view.tsx";
import { RelationsPicker } from "../relation/RelationsPicker.tsx";
import { idsOf, type CellProps, type EditorProps, type FieldView } from "../view.ts";

function Cell({ value, field }: CellProps) {
  return (
    <Labels>
      {(value as unknown as Found[]).map((one) => (
        <Label key={one.id}>
          <RecordLink object={targetOf(field)} id={one.id} title={one.title} />
        </Label>
      ))}
    </Labels>
  );
}

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

export const view: FieldView = {
  Cell,
  Editor,
  FilterEditor: RecordsOperand,
  takesMany: true,
  OperandText: RecordsText,
  toInput: idsOf,
  width: 200,
};
