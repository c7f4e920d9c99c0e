/** Several other records on the screen. */
import { Label, Labels } from "#ui/Label.tsx";
import type { Found } from "../lookup.ts";
import { RecordLink } from "../relation/RecordLink.tsx";
import { RecordsText, targetOf } from "../relation/relation.view.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import { idsOf, type CellProps, type FieldView } from "../view.ts";

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

export const view: FieldView = {
  Cell,
  Editor: lateEditor("relations"),
  FilterEditor: lateOperand("relations"),
  takesMany: true,
  OperandText: RecordsText,
  toInput: idsOf,
  width: 200,
};
