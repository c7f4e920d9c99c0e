/** Text of several lines on the screen. */
import { OwnText } from "#ui/own-text.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return <OwnText>{(value as string).replace(/\s+/g, " ").slice(0, 200)}</OwnText>;
}

function Detail({ value }: CellProps) {
  return (
    <div dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
      {value as string}
    </div>
  );
}

export const view: FieldView = { Cell, Detail, Editor: lateEditor("longText"), width: 260, wide: true };
