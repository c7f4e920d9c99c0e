/** A person's name on the screen, in its own script and direction. */
import { OwnText } from "#ui/own-text.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

/** The whole name, of a name in parts too. */
export const fullOf = (value: unknown) =>
  typeof value === "string" ? value : ((value as { full?: string } | null)?.full ?? "");

function Cell({ value }: CellProps) {
  return <OwnText>{fullOf(value)}</OwnText>;
}

export const view: FieldView = { Cell, Editor: lateEditor("personName"), width: 200 };
