/** Picks a colour, or takes its digits. */
import { ColorInput } from "@mantine/core";
import { labelled, orNull, type EditorProps, type FieldEditing, type OperandProps } from "../view.ts";

/** Some to begin with, told apart by people with any sight of colours. */
const SWATCHES = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#d55e00",
  "#cc79a7",
  "#56b4e9",
  "#f0e442",
  "#000000",
  "#808080",
  "#ffffff",
];

function Editor({ inside, ...props }: EditorProps & { inside?: boolean }) {
  return (
    <ColorInput
      {...labelled(props)}
      dir="ltr"
      format="hex"
      fixOnBlur={false}
      swatches={SWATCHES}
      swatchesPerRow={10}
      value={(props.value as string | null) ?? ""}
      popoverProps={{ withinPortal: !inside }}
      onChange={(value) => props.onChange(orNull(value))}
    />
  );
}

const FilterEditor = ({ operator: _operator, operand: _operand, ...props }: OperandProps) => (
  <Editor {...props} compact inside />
);

export const editing: FieldEditing = { Editor, FilterEditor };
