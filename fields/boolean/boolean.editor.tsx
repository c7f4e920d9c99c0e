/** Says yes or no. */
import { Checkbox, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EditorProps, FieldEditing, OperandProps } from "../view.ts";

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

export const editing: FieldEditing = { Editor, FilterEditor };
