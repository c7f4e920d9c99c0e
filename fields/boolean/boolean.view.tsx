/** Yes or no on the screen. */
import { Checkbox, Select } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CellProps, EditorProps, FieldView, OperandProps } from "../view.ts";

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

function Editor({ value, onChange, onCommit, label, compact, error, autoFocus }: EditorProps) {
  return (
    <Checkbox
      {...(compact ? { "aria-label": label } : { label })}
      error={error}
      autoFocus={autoFocus}
      checked={value === true}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
        onCommit?.(event.currentTarget.checked);
      }}
    />
  );
}

function FilterEditor({ value, onChange, label }: OperandProps) {
  const { t } = useTranslation();
  const data = [
    { value: "true", label: t("value.yes") },
    { value: "false", label: t("value.no") },
  ];
  return (
    <Select
      aria-label={label}
      data={data}
      value={typeof value === "boolean" ? String(value) : null}
      onChange={(chosen) => onChange(chosen === null ? null : chosen === "true")}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

export const view: FieldView = { Cell, Editor, FilterEditor, width: 100 };
