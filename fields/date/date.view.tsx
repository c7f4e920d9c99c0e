/** A calendar day on the screen. The calendar itself loads when it is first needed. */
import { useFormat } from "#ui/format.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return <bdi className="tabular">{useFormat().date(value as string)}</bdi>;
}

export const view: FieldView = { Cell, Editor: lateEditor("date"), FilterEditor: lateOperand("date"), width: 125 };
