/** Stars on the screen; the average of several is a number with one star. */
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";
import { starsOf } from "./stars.ts";

const star = { color: "var(--warn)", letterSpacing: "0.06em" };

function Cell({ value, field }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = Number(value);
  const max = Math.max(starsOf(field), Number.isInteger(count) ? count : 0);
  const said = t("value.stars", {
    value: format.number(count, { maximumFractionDigits: 1 }),
    max: format.number(max),
  });
  return (
    <span role="img" aria-label={said} title={said} style={{ whiteSpace: "nowrap" }}>
      {Number.isInteger(count) ? (
        <span aria-hidden>
          <span style={star}>{"★".repeat(count)}</span>
          <span style={{ ...star, color: "var(--ink-faint)" }}>{"☆".repeat(max - count)}</span>
        </span>
      ) : (
        <span aria-hidden className="tabular">
          {format.number(count, { maximumFractionDigits: 1 })} <span style={star}>★</span>
        </span>
      )}
    </span>
  );
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("rating"),
  FilterEditor: lateOperand("rating"),
  OperandText: Cell,
  few: {
    values: (field) => Array.from({ length: starsOf(field) }, (_, at) => at + 1),
    text: (value, field, t) => t("value.stars", { value, max: starsOf(field) }),
  },
  width: 120,
};
