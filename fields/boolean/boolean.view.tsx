/** Yes or no on the screen. */
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  const { t } = useTranslation();
  const Mark = value === true ? IconCheck : IconMinus;
  return (
    <span style={{ display: "inline-flex", verticalAlign: "middle", alignItems: "center", gap: "0.35rem" }}>
      <Mark size={15} stroke={1.8} aria-hidden color={value === true ? "var(--accent)" : "var(--ink-faint)"} />
      <span>{t(value === true ? "value.yes" : "value.no")}</span>
    </span>
  );
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("boolean"),
  FilterEditor: lateOperand("boolean"),
  few: {
    values: () => [true, false],
    text: (value, _field, t) => t(value === true ? "value.yes" : "value.no", {}),
  },
  width: 100,
};
