/** Reads the operand of a condition once, so that SQL and memory compare the very same thing. */
import type { CatalogueField } from "./catalogue.ts";
import { InvalidInput, type Issue } from "./errors.ts";
import type { FieldType, ParseSettings, Parsed } from "./field.ts";
import { isObject, type Json } from "./json.ts";
import type { Operator } from "./operator.ts";
import { resolveRelative } from "./relative-date.ts";

/** The operators that a field takes, each with the shape of its operand. */
export function operatorsOf({ type, definition }: Pick<CatalogueField, "type" | "definition">): FieldType["operators"] {
  const { operators, offers } = type;
  if (!offers) return operators;
  return Object.fromEntries(Object.entries(operators).filter(([op]) => offers(op as Operator, definition)));
}

/** @throws InvalidInput at `path` where the field does not take the operator or the operand does not fit. */
export function readOperand(
  field: CatalogueField,
  op: Operator,
  value: Json,
  settings: ParseSettings,
  now: Date,
  path: string,
): Json {
  const operators = operatorsOf(field);
  const shape = operators[op];
  const refuse = (message: string, words: Pick<Issue, "code" | "params"> = {}): never => {
    throw new InvalidInput([{ message, ...words, path }]);
  };
  if (!shape) return refuse(`${field.name} does not take ${op}; it takes ${Object.keys(operators).join(", ")}`);
  if (shape === "none") return null;
  if (value === null) return refuse(`${op} needs a value`);
  if (shape === "many" && (!Array.isArray(value) || value.length > 1000))
    return refuse(`${op} needs a list of at most 1,000 values`);
  const resolved = resolveRelative(value, now, settings, field.type.name === "date" ? "date" : "instant");
  const operand: unknown =
    shape === "days"
      ? { days: daysOf(resolved) ?? refuse(`${op} needs a number of days`), now: now.toISOString() }
      : resolved;
  const parsed = field.type.readOperand
    ? field.type.readOperand(op, operand, field.definition, settings)
    : plain(op, shape, operand, field, settings);
  return "issue" in parsed ? refuse(parsed.issue.message, parsed.issue) : parsed.value;
}

/** `{ me: true }` in a filter is the person who asks; nobody where a machine asks. */
export function withMe(value: Json, userId: string | null): Json {
  if (Array.isArray(value)) return value.map((part) => withMe(part, userId));
  return isObject(value) && value["me"] === true ? (userId ?? NOBODY) : value;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

function daysOf(value: Json): number | undefined {
  const days = isObject(value) ? value["days"] : value;
  return typeof days === "number" && Number.isInteger(days) && days >= 0 && days <= 36_600 ? days : undefined;
}

/** A type that says nothing of operands takes what its `parse` takes. */
function plain(op: Operator, shape: string, operand: unknown, field: CatalogueField, settings: ParseSettings): Parsed {
  const one = (value: unknown): Parsed => field.type.parse(value, field.definition, settings);
  if (shape === "one" || shape === "text") return one(operand);
  const parts = shape === "range" && isObject(operand) ? [operand["from"], operand["to"]] : operand;
  if (!Array.isArray(parts) || (shape === "range" && parts.length !== 2))
    return { issue: { message: `${op} needs ${shape === "range" ? "{ from, to }" : "a list"}` } };
  const values: Json[] = [];
  for (const part of parts) {
    const parsed = one(part);
    if ("issue" in parsed) return parsed;
    values.push(parsed.value);
  }
  return { value: shape === "range" ? { from: values[0]!, to: values[1]! } : values };
}
