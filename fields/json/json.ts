/** Free JSON: an object, a list, a number or a flag. A bare text is read as JSON written out, so it cannot itself be the value. */
import { z } from "zod";
import type { FieldType, Operand, Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { filterSchema } from "#model/filter.ts";
import type { Operator } from "#model/operator.ts";
import { rightsSchema } from "#model/rights.ts";
import { viewSchema } from "#model/view.ts";
import { storable } from "../reading/plain-text.ts";
import { isSafeName } from "../reading/reference.ts";
import { refuse, shown, type Refusal } from "../reading/refusal.ts";

/** What the JSON of a field is held to by the rules of its object, as its description says it. */
const SHAPES = { filter: filterSchema, rights: rightsSchema, view: viewSchema } as const;
type Shape = keyof typeof SHAPES;
const READS = { read: "all", create: false, update: "none", delete: "none" } as const;
const EXAMPLES: Record<Shape, Json> = {
  filter: { field: "name", op: "notEmpty" },
  rights: { standard: READS, objects: {}, capabilities: [] },
  view: { sort: "-createdAt" },
};

export const jsonSettings = { shape: z.enum(Object.keys(SHAPES) as [Shape, ...Shape[]]).optional() };

const OPERATORS = { empty: "none", notEmpty: "none" } as const satisfies Partial<Record<Operator, Operand>>;
const MAX_DEPTH = 32;
const MAX_LENGTH = 1_000_000;

function refuseWithin(value: unknown, depth: number): Refusal | undefined {
  if (depth > MAX_DEPTH) return refuse("issue.jsonDeep", { max: MAX_DEPTH });
  if (typeof value === "string") return storable(value) ? undefined : refuse("issue.unstorable");
  if (typeof value === "number")
    return Number.isFinite(value) ? undefined : refuse("issue.json", { value: String(value) });
  if (value === null || typeof value === "boolean") return undefined;
  if (!Array.isArray(value) && !isObject(value)) return refuse("issue.json", { value: shown(value) });
  for (const [name, part] of Object.entries(value)) {
    if (!isSafeName(name) || !storable(name)) return refuse("issue.jsonKey", { value: shown(name) });
    const refusal = refuseWithin(part, depth + 1);
    if (refusal) return refusal;
  }
  return undefined;
}

function read(input: unknown): Parsed {
  let value = input;
  if (typeof input === "string") {
    if (input.trim() === "") return { value: null };
    if (input.length > MAX_LENGTH) return refuse("issue.tooLong", { length: input.length, max: MAX_LENGTH });
    try {
      value = JSON.parse(input);
    } catch {
      return refuse("issue.json", { value: shown(input) });
    }
  }
  if (typeof value === "string") return refuse("issue.jsonBare");
  const refusal = refuseWithin(value, 0);
  if (refusal) return refusal;
  const text = JSON.stringify(value);
  return text.length > MAX_LENGTH
    ? refuse("issue.tooLong", { length: text.length, max: MAX_LENGTH })
    : { value: JSON.parse(text) as Json };
}

export const json: FieldType = {
  name: "json",
  storage: "columns",
  settings: jsonSettings,
  parse: read,
  toColumns: (value) => ({ "": value }),
  operators: OPERATORS,
  readOperand: () => ({ value: null }),
  test: (operator, value) => (operator === "empty" ? value === null : operator === "notEmpty" && value !== null),
  toText: (value) => (value === null ? "" : JSON.stringify(value)),
  schema: ({ shape }) => {
    const schema = shape ? SHAPES[shape as Shape] : z.unknown().meta({ description: "Any JSON but a bare text" });
    return { read: schema, write: schema };
  },
  sortable: false,
  recognise: (_header, samples) =>
    samples.length > 0 && samples.every((sample) => /^\s*[[{]/.test(sample) && "value" in read(sample)) ? 0.9 : 0,
  example: (n, { shape }) => (shape ? EXAMPLES[shape as Shape] : { n, list: [1, "two", null], nested: { yes: true } }),
};
