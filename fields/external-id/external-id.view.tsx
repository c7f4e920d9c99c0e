/** The name of a record in another system, on the screen. */
import { Ltr } from "#ui/own-text.tsx";
import { view as text } from "../text/text.view.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return <Ltr className="tabular">{value as string}</Ltr>;
}

export const view: FieldView = { ...text, Cell, width: 140 };
