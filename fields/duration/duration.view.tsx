/** A duration on the screen, in the reader's words. */
import { useFormat, type Format } from "#ui/format.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

/** `1 hr 30 min`. Hours are the largest unit: what was worked is not counted in days of 24 hours. */
export function durationWords(seconds: number, format: Format): string {
  const whole = Math.round(seconds);
  const parts = (
    [
      ["hour", Math.floor(whole / 3600)],
      ["minute", Math.floor(whole / 60) % 60],
      ["second", whole % 60],
    ] as const
  ).filter(([, count]) => count > 0);
  const [only] = parts;
  return (only ? parts : ([["minute", 0]] as const))
    .map(([unit, count]) => format.number(count, { style: "unit", unit, unitDisplay: "short" }))
    .join(" ");
}

/** What a filter says may still be as somebody wrote it. */
function Cell({ value }: CellProps) {
  const format = useFormat();
  return <bdi className="tabular">{typeof value === "number" ? durationWords(value, format) : (value as string)}</bdi>;
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("duration"),
  FilterEditor: lateOperand("duration"),
  OperandText: Cell,
  ofAmount: Number,
  width: 130,
  align: "end",
};
