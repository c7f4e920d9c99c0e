/** A percentage on the screen: 12.5 means 12.5 %. */
import { useFormat } from "#ui/format.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return <bdi className="tabular">{useFormat().percent(value as string)}</bdi>;
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("percent"),
  FilterEditor: lateOperand("percent"),
  width: 100,
  align: "end",
};
