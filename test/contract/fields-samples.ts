/** What the contract suites of field types are fed with: each type's fixtures, and inputs made at random. */
import fc from "fast-check";
import type { FieldDefinition, FieldType, Operand, ParseSettings } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { kebabCase } from "#model/naming.ts";
import type { Fixtures } from "#fields/fixtures.ts";
import { padded } from "#fields/money/money.ts";
import { canonical } from "#fields/reading/decimal.ts";

export const SETTINGS: ParseSettings = { country: "PK", baseCurrency: "PKR", timeZone: "Asia/Karachi" };
const NOW = "2024-05-31T10:00:00.000Z";

const OPTIONS = [
  "required",
  "unique",
  "readOnly",
  "default",
  "search",
  "index",
  "personal",
  "sensitive",
  "label",
  "type",
];

/** The type's own settings in a definition. */
export function settingsOf(field: FieldDefinition): Record<string, unknown> {
  return Object.fromEntries(Object.entries(field).filter(([name]) => !OPTIONS.includes(name)));
}

export async function fixturesOf(type: FieldType): Promise<Fixtures> {
  const { fixtures } = (await import(`../../fields/${kebabCase(type.name)}/fixtures.ts`)) as { fixtures: Fixtures };
  return fixtures;
}

/** Few letters that are often equal once folded, and all that `like`, JSON and arrays treat in their own way. */
const tricky = fc.string({
  unit: fc.constantFrom(
    "a",
    "A",
    "á",
    "b",
    "ß",
    "ي",
    "ی",
    "۱",
    "1",
    "%",
    "_",
    "\\",
    "'",
    '"',
    ",",
    "{",
    "}",
    " ",
    "\u00a0",
    "\u200d",
    "İ",
    "e\u0301",
  ),
  maxLength: 8,
});
const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", "2"), minLength: 1, maxLength: 3 });
const decimal = fc
  .tuple(fc.integer({ min: -30, max: 30 }), fc.constantFrom("", ".5", ".50", ".05", ".000001"))
  .map(([whole, rest]) => `${whole}${rest}`);
const instant = fc
  .oneof(
    fc.date({ min: new Date("2022-01-01"), max: new Date("2025-12-31"), noInvalidDate: true }),
    fc.date({ min: new Date("0001-01-02T00:00:00Z"), max: new Date("9999-12-30T00:00:00Z"), noInvalidDate: true }),
  )
  .map((date) => date.toISOString());
const phone = fc
  .tuple(fc.constantFrom("+92300", "0300", "+4420", "021"), fc.integer({ min: 1_000_000, max: 1_000_999 }))
  .map(([start, end]) => `${start}${end}`);
const id = fc.integer({ min: 0, max: 20 }).map((n) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`);
const one = fc.oneof(
  tricky,
  word,
  decimal,
  instant,
  instant.map((text) => text.slice(0, 10)),
  phone,
  id,
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.string({ unit: "grapheme" }),
  word.map((name) => `${name}@example.com`),
  word.map((name) => `https://${name}.example.com/${name}`),
  fc.constantFrom("open", "onHold", "red", "green", "a", "A"),
  fc.tuple(decimal, fc.constantFrom("GBP", "JPY", "KWD", "PKR")).map(([amount, currency]) => ({ amount, currency })),
  fc.record({ given: tricky, family: word }),
  fc.record({ city: tricky, country: fc.constantFrom("PK", "IN", "GB") }),
);

/** Anything a type might be handed. */
export const input: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: one },
  { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** Values of a field, each once: those of the fixtures, the type's examples, and what random inputs become. */
export function valuesOf(type: FieldType, field: FieldDefinition, fixtures: Fixtures): Json[] {
  const inputs = [...fixtures.valid.map(([given]) => given), ...fc.sample(input, { numRuns: 1500, seed: 7 })];
  const examples = Array.from({ length: 12 }, (_, n) => type.example(n, field));
  const values = new Map(examples.map((value) => [JSON.stringify(value), value]));
  for (const given of inputs) {
    const parsed = given === null || given === "" ? { value: null } : type.parse(given, field, SETTINGS);
    if ("value" in parsed && parsed.value !== null && isFound(type, parsed.value))
      values.set(JSON.stringify(parsed.value), parsed.value);
  }
  return [...values.values()].slice(0, 250).map(withBase);
}

/** A record that is named by another field than its id is no value yet: the engine looks it up first. */
function isFound(type: FieldType, value: Json): boolean {
  return !type.refersTo || type.storage === "children" || [value].flat().every((one) => isObject(one) && "id" in one);
}

/** A rule gives money its base amount; every third amount is left without. */
function withBase(value: Json, index: number): Json {
  if (!isObject(value) || !("currency" in value) || index % 3 === 0) return value;
  return { ...value, base: value["currency"] === "JPY" ? "3.00" : padded(canonical(value["amount"] as string), "PKR") };
}

/** Operands for a shape: from the values themselves, from parts of them, and at random. */
export function operandFor(
  shape: Operand,
  type: FieldType,
  field: FieldDefinition,
  values: Json[],
): fc.Arbitrary<unknown> {
  const known = fc.constantFrom(...values);
  const text = known.map((value) => type.toText(value, field));
  const part = fc
    .tuple(text, fc.nat(6), fc.nat(6))
    .map(([whole, from, length]) => [...whole].slice(from, from + length + 1).join(""));
  const single = fc.oneof(
    {
      weight: 2,
      arbitrary: known.map((value) => (isObject(value) && "base" in value ? (value["base"] as string) : value)),
    },
    { weight: 2, arbitrary: text },
    one,
  );
  switch (shape) {
    case "none":
      return fc.constant(null);
    case "text":
      return fc.oneof({ weight: 3, arbitrary: part }, tricky, word, text);
    case "days":
      return fc
        .oneof(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1, 36_500))
        .map((days) => ({ days, now: NOW }));
    case "many":
      return fc.array(single, { maxLength: 3 });
    case "range":
      return fc.record({ from: single, to: single }, { requiredKeys: [] });
    case "one":
      return single;
  }
}
