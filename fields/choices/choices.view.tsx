/** Several options of a list on the screen. */
import { Label, Labels } from "#ui/Label.tsx";
import { optionsOf } from "../choice/options.ts";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value, field, optionLabel }: CellProps) {
  const options = optionsOf(field);
  return (
    <Labels>
      {(value as string[]).map((one) => (
        <Label key={one} color={options.find((option) => option.value === one)?.color}>
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
  width: 180,
};
