/** One of a list of named values. The words people read for them stand in messages/, or in the option where an administrator made it. */
import { z } from "zod";
import { fold } from "#model/folding.ts";
import type { FieldDefinition, FieldType, Parsed } from "#model/field.ts";
import { asText } from "../reading/plain-text.ts";
import { shareOf } from "../reading/recognition.ts";
import { refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, SAME_OPERATORS, testOrdered } from "../comparing/ordered.ts";

const KEY = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ._\-/+&]*$/u);
const OPTION = z.strictObject({
  value: KEY,
  color: z.string().max(40).optional(),
  label: z.record(z.string(), z.string()).optional(),
});

export const choiceSettings = { options: z.union([z.array(KEY), z.array(OPTION)]).readonly() };

interface Option {
  value: string;
  color?: string;
  label?: Record<string, string>;
}

/** The options in their order, whichever way the definition says them. */
export function optionsOf(field: FieldDefinition): Option[] {
  const options = (field["options"] ?? []) as (string | Option)[];
  return options.map((option) => (typeof option === "string" ? { value: option } : option));
}

/** By the folded ways to write an option: its value, the value in words (`onHold` as `on hold`), its labels. */
const readings = new WeakMap<object, Map<string, string>>();

function readingsOf(field: FieldDefinition): Map<string, string> {
  const source = (field["options"] ?? []) as object;
  let found = readings.get(source);
  if (!found) {
    found = new Map();
    for (const { value, label } of optionsOf(field)) {
      const spaced = value.replace(/([a-z])([A-Z])/g, "$1 $2");
      for (const way of [value, ...Object.values(label ?? {}), spaced, spaced.replace(/[-_]+/g, " ")])
        if (!found.has(fold(way))) found.set(fold(way), value);
    }
    for (const { value } of optionsOf(field)) found.set(value, value);
    readings.set(source, found);
  }
  return found;
}

export function readChoice(input: unknown, field: FieldDefinition): Parsed {
  const known = readingsOf(field);
  const value =
    typeof input === "string"
      ? (known.get(input) ?? (input.length > 200 ? undefined : known.get(fold(input))))
      : undefined;
  if (value !== undefined) return { value };
  if (typeof input === "string" && input.trim() === "") return { value: null };
  const names = optionsOf(field).map((option) => option.value);
  return refuse("issue.choice", {
    value: shown(input),
    options: names.length > 20 ? `${names.slice(0, 20).join(", ")}, …` : names.join(", "),
  });
}

export function checkOptions(field: FieldDefinition): string | undefined {
  const values = optionsOf(field).map((option) => option.value);
  if (values.length === 0) return "a choice needs at least one option";
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? undefined : `the option "${twice}" stands twice`;
}

export const choice: FieldType = {
  name: "choice",
  formula: "text",
  storage: "columns",
  settings: choiceSettings,
  check: checkOptions,
  parse: readChoice,
  toColumns: (value) => ({ "": value }),
  operators: SAME_OPERATORS,
  readOperand: (operator, operand, field) =>
    readByShape(SAME_OPERATORS[operator as keyof typeof SAME_OPERATORS], operand, (input) => readChoice(input, field)),
  test: (operator, value, operand) => testOrdered(operator, value, operand, compareSame),
  toText: asText,
  schema: (field) => {
    const one = z.enum(optionsOf(field).map((option) => option.value));
    return { read: one, write: one };
  },
  sortable: true,
  recognise: (_header, samples) => {
    const filled = samples.filter((sample) => sample.trim() !== "");
    return filled.length >= 5 && new Set(filled).size <= filled.length / 2
      ? 0.3 * shareOf(samples, (sample) => sample.length <= 40)
      : 0;
  },
  example: (n, field) => optionsOf(field)[n % optionsOf(field).length]?.value ?? null,
};
