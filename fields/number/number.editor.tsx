/** Writes a decimal number; its digits stay a string, so that none are lost. */
import { NumberInput } from "@mantine/core";
import { bound } from "./number.view.tsx";
import { labelled, type EditorProps, type FieldEditing, type OperandProps } from "../view.ts";

/** Shared by the other numeric types: `suffix` stands in the input, `whole` refuses decimals. */
export function NumberEditor({ suffix, whole, ...props }: EditorProps & { suffix?: string; whole?: boolean }) {
  const { field } = props;
  return (
    <NumberInput
      {...labelled(props)}
      dir="ltr"
      hideControls
      {...(suffix ? { suffix } : {})}
      allowDecimal={!whole}
      {...(bound(field["decimals"]) === undefined ? {} : { decimalScale: bound(field["decimals"])! })}
      {...(bound(field["min"]) === undefined ? {} : { min: bound(field["min"])! })}
      {...(bound(field["max"]) === undefined ? {} : { max: bound(field["max"])! })}
      value={(props.value as string | number | null) ?? ""}
      onChange={(value) => props.onChange(value === "" || value === "-" ? null : whole ? Number(value) : String(value))}
    />
  );
}

export const FilterEditor = (props: OperandProps) => <NumberEditor {...props} compact />;

export const editing: FieldEditing = { Editor: NumberEditor, FilterEditor };
