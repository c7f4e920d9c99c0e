/** The options of a choice, as the definition writes them. */
import type { FieldDefinition } from "#model/field.ts";

export interface ChoiceOption {
  value: string;
  color?: string;
}

export const colourOf = (value: unknown, field: FieldDefinition): string | undefined =>
  optionsOf(field).find((option) => option.value === value)?.color;

/** `options: ["a", "b"]` or `[{ value: "a", color: "teal" }]`. */
export function optionsOf(field: FieldDefinition): ChoiceOption[] {
  const options = (field["options"] ?? []) as (string | ChoiceOption)[];
  return options.map((option) => (typeof option === "string" ? { value: option } : option));
}
