/** A colour on the screen: a swatch, and its digits beside it. */
import { Ltr } from "#ui/own-text.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

const swatch = {
  display: "inline-block",
  inlineSize: "0.9em",
  blockSize: "0.9em",
  borderRadius: "3px",
  border: "1px solid var(--line)",
  verticalAlign: "-0.1em",
  marginInlineEnd: "0.4em",
};

function Cell({ value }: CellProps) {
  const colour = typeof value === "string" ? value : "";
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      <span
        aria-hidden
        style={{ ...swatch, backgroundColor: /^#[0-9a-f]{6}$/.test(colour) ? colour : "transparent" }}
      />
      <Ltr className="tabular">{colour}</Ltr>
    </span>
  );
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("colour"),
  FilterEditor: lateOperand("colour"),
  OperandText: Cell,
  width: 110,
};
