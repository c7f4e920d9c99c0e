/** Gives stars: by a click, or with the arrow keys; the same star again, or the cross, takes them away. */
import { CloseButton, Group, Input, Rating } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EditorProps, FieldEditing } from "../view.ts";
import { starsOf } from "./stars.ts";

function Editor({ value, onChange, onCommit, field, label, compact, error }: EditorProps) {
  const { t } = useTranslation();
  const max = starsOf(field);
  const give = (stars: number): void => onChange(stars === 0 ? null : stars);
  const stars = (
    <Group gap={4} wrap="nowrap" mih={32}>
      <Rating
        role="group"
        aria-label={label}
        count={max}
        value={Number(value ?? 0)}
        allowClear
        color="var(--warn)"
        getSymbolLabel={(count) => t("value.stars", { value: count, max })}
        onChange={give}
        onClick={(event) => {
          if (event.target instanceof HTMLInputElement) onCommit?.(Number(event.target.value) || null);
        }}
      />
      {value !== null && field.required !== true && (
        <CloseButton
          size="sm"
          aria-label={t("value.noStars")}
          onClick={() => {
            onChange(null);
            onCommit?.(null);
          }}
        />
      )}
    </Group>
  );
  if (compact && !error) return stars;
  return (
    <Input.Wrapper
      {...(compact ? {} : { label, labelElement: "div" as const })}
      error={error}
      withAsterisk={!compact && field.required === true && field.default === undefined}
    >
      {stars}
    </Input.Wrapper>
  );
}

export const editing: FieldEditing = {
  Editor,
  FilterEditor: ({ operand: _operand, operator: _operator, ...props }) => <Editor {...props} compact />,
};
