/** What a condition compares with, by the shape of the operator's operand. */
import { Group, NumberInput, TagsInput, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { Operand } from "#model/field.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { useWords } from "../words.ts";
import { RelativeText } from "./RelativeText.tsx";
import type { ResolvedField } from "./targets.ts";

interface OperandEditorProps {
  target: ResolvedField;
  operator: Operator;
  value: Json;
  onChange: (value: Json) => void;
  autoFocus?: boolean;
}

export function OperandEditor({ target, operator, value, onChange, autoFocus }: OperandEditorProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { field, object } = target;
  const operand: Operand = field.operators[operator] ?? "none";
  const label = t("filter.value");
  const view = viewOf(field.type);
  const one = (part: Json, change: (part: Json) => void, partLabel = label): ReactNode =>
    isObject(part) && typeof part["relative"] === "string" ? (
      <>
        <Text size="sm">
          <RelativeText relative={part["relative"]} />
        </Text>
        {one(null, change, partLabel)}
      </>
    ) : view.FilterEditor ? (
      <view.FilterEditor
        compact
        field={field}
        label={partLabel}
        operator={operator}
        operand={operand}
        value={part}
        onChange={change}
        autoFocus={autoFocus ?? false}
        optionLabel={(option) => words.option(object.name, field.name, option)}
      />
    ) : (
      <TextInput
        aria-label={partLabel}
        dir="auto"
        value={typeof part === "string" ? part : ""}
        autoFocus={autoFocus ?? false}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  switch (operand) {
    case "none":
      return null;
    case "text":
      return (
        <TextInput
          aria-label={label}
          dir="auto"
          value={typeof value === "string" ? value : ""}
          autoFocus={autoFocus ?? false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "days":
      return (
        <NumberInput
          aria-label={label}
          min={1}
          max={36_500}
          allowDecimal={false}
          suffix={` ${t("filter.days")}`}
          value={typeof value === "number" ? value : ""}
          onChange={(days) => onChange(days === "" ? null : Number(days))}
        />
      );
    case "range": {
      const range = (value ?? {}) as JsonObject;
      return (
        <Group gap="xs" wrap="nowrap">
          {one(range["from"] ?? null, (from) => onChange({ ...range, from }), t("filter.from"))}
          <Text size="xs" c="dimmed">
            {t("filter.to")}
          </Text>
          {one(range["to"] ?? null, (to) => onChange({ ...range, to }), t("filter.upTo"))}
        </Group>
      );
    }
    case "many":
      return view.FilterEditor && view.takesMany ? (
        one(value, onChange)
      ) : (
        <TagsInput
          aria-label={label}
          value={((value ?? []) as Json[]).map(String)}
          onChange={onChange}
          comboboxProps={{ withinPortal: false }}
        />
      );
    case "one":
      return one(value, onChange);
  }
}
