/** A whole number on the screen. */
import { view as number } from "../number/number.view.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { FieldView } from "../view.ts";

export const view: FieldView = {
  ...number,
  Editor: lateEditor("integer"),
  FilterEditor: lateOperand("integer"),
  width: 100,
};
