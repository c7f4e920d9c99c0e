/** A decimal number on the screen; its digits stay a string, so that none are lost. */
import { NumberInput } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { labelled, type CellProps, type EditorProps, type FieldView, type OperandProps } from "../view.ts";

/** `shownDecimals` of the field, where it stands in a column of its like: no fewer are shown. */
function Cell({ value, field }: CellProps) {
  const least = bound(field["shownDecimals"]) ?? 0;
  return (
    <bdi className="tabular">{useFormat().number(value as string, { minimumFractionDigits: Math.min(least, 6) })}</bdi>
  );
}

const bound = (setting: unknown) => (typeof setting === "number" ? setting : undefined);

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

export const view: FieldView = { Cell, Editor: NumberEditor, FilterEditor, width: 110, align: "end" };
