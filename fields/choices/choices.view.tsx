/** Several options of a list on the screen. */
import { Label, Labels } from "#ui/Label.tsx";
import { colourOf } from "../choice/options.ts";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value, field, optionLabel }: CellProps) {
  return (
    <Labels>
      {(value as string[]).map((one) => (
        <Label key={one} color={colourOf(one, field)}>
          {optionLabel(one)}
        </Label>
      ))}
    </Labels>
  );
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("choices"),
  FilterEditor: lateOperand("choices"),
  takesMany: true,
  colour: colourOf,
  width: 180,
};
