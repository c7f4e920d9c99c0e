/** Several of a list of named values, each once, in the order of the list. Empty is null. */
import { z } from "zod";
import type { FieldDefinition, FieldType, Parsed } from "#model/field.ts";
import { isRefusal, refuse, shown, within } from "../reading/refusal.ts";
import { readSetOperand, SET_OPERATORS, testSet } from "../comparing/set.ts";
import { checkOptions, choiceSettings, optionsOf, readChoice } from "../choice/choice.ts";

export const choicesSettings = choiceSettings;

const membersOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

function read(input: unknown, field: FieldDefinition): Parsed {
  const inputs: unknown =
    typeof input === "string" ? input.split(/[;,|\n،]/).filter((part) => part.trim() !== "") : input;
  if (!Array.isArray(inputs)) return refuse("issue.list", { value: shown(input) });
  const chosen = new Set<unknown>();
  for (const [index, one] of inputs.entries()) {
    const parsed = readChoice(one, field);
    if (isRefusal(parsed)) return typeof input === "string" ? parsed : within(index, parsed);
    chosen.add(parsed.value);
  }
  const values = optionsOf(field)
    .map((option) => option.value)
    .filter((value) => chosen.has(value));
  return { value: values.length > 0 ? values : null };
}

export const choices: FieldType = {
  name: "choices",
  storage: "columns",
  settings: choicesSettings,
  check: checkOptions,
  parse: read,
  toColumns: (value) => ({ "": value }),
  operators: SET_OPERATORS,
  readOperand: (operator, operand, field) => readSetOperand(operator, operand, (input) => readChoice(input, field)),
  test: (operator, value, operand) => testSet(operator, membersOf(value), operand),
  toText: (value) => membersOf(value).join("; "),
  schema: (field) => {
    const many = z.array(z.enum(optionsOf(field).map((option) => option.value)));
    return { read: many, write: many };
  },
  sortable: false,
  recognise: (_header, samples) => (samples.some((sample) => /\w[;|]\s*\w/.test(sample)) ? 0.2 : 0),
  example: (n, field) => {
    const values = optionsOf(field).map((option) => option.value);
    return values.filter((_value, index) => index === n % values.length || index === 0);
  },
};
