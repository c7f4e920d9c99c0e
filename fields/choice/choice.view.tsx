/** One option of a list on the screen. */
import { Label } from "#ui/Label.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";
import { colourOf, optionsOf } from "./options.ts";

function Cell({ value, field, optionLabel }: CellProps) {
  return <Label color={colourOf(value, field)}>{optionLabel(value as string)}</Label>;
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("choice"),
  FilterEditor: lateOperand("choice"),
  takesMany: true,
  colour: colourOf,
  few: { values: (field) => optionsOf(field).map((option) => option.value) },
  width: 150,
};
