/** A decimal number on the screen; its digits stay a string, so that none are lost. */
import { useFormat } from "#ui/format.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

/** A number that a field's setting says. */
export const bound = (setting: unknown) => (typeof setting === "number" ? setting : undefined);

/** `shownDecimals` of the field, where it stands in a column of its like: no fewer are shown. */
function Cell({ value, field }: CellProps) {
  const least = bound(field["shownDecimals"]) ?? 0;
  return (
    <bdi className="tabular">{useFormat().number(value as string, { minimumFractionDigits: Math.min(least, 6) })}</bdi>
  );
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("number"),
  FilterEditor: lateOperand("number"),
  width: 110,
  align: "end",
};
