/** Values for a JSON Schema of our own document: most of them right, some wrong in type, size or taste. */
import fc from "fast-check";

export type Schema = Record<string, unknown>;

/** Stands for the id of a record that exists, once existed, or never did; the runner puts one in. */
export const SOME_ID = "@id";
/** Such an id of one collection: `@id:companies@`. */
export const someIdOf = (collection: string): string => `@id:${collection}@`;
/** Stands for a cursor, and for an ETag, of an answer that came. */
export const SOME_CURSOR = "@cursor";
export const SOME_ETAG = "@etag";

const NAUGHTY = [
  "",
  " ",
  "null",
  "undefined",
  "NaN",
  "-0",
  "1e309",
  "99999999999999999999999999",
  "' or 1=1 --",
  '"; drop table companies; --',
  "%00",
  "\u0000",
  "\ud800",
  "\u202e\u0644\u0627",
  "Z̸a̷l̴g̵o̶",
  "😀".repeat(50),
  "=cmd|'/c calc'!A0",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "${7*7}",
  "__proto__",
  "constructor",
  "a".repeat(5_000),
  "0000-00-00",
  "2024-02-30",
  "9999999-01-01T00:00:00Z",
  "[1,2",
  "{}",
];

/** Not `fc.string({ unit: "binary" })`, which first counts out all of Unicode: a second or more in each process. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 40 })
  .map((points) => String.fromCodePoint(...points));

const wild = fc.oneof(
  fc.constantFrom<unknown>(...NAUGHTY),
  anyText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e21, Number.MAX_SAFE_INTEGER, [], {}, [[[[]]]], SOME_ID),
);

const formats: Record<string, fc.Arbitrary<unknown>> = {
  uuid: fc.constant(SOME_ID),
  email: fc.emailAddress(),
  uri: fc.webUrl(),
  date: fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  "date-time": fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
};

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("Amina Khan", "0300 1234567", "12.50", "PKR", "2024-05-06", "name", "-createdAt"),
  },
  { weight: 1, arbitrary: fc.constantFrom(...NAUGHTY) },
);

/** `all`: the schemas that `$ref` names. */
export function valuesOf(schema: Schema, all: Record<string, Schema>, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 5) return wild;
  return fc.oneof({ weight: 12, arbitrary: rightly(schema, all, depth) }, { weight: 1, arbitrary: wild });
}

function rightly(schema: Schema, all: Record<string, Schema>, depth: number): fc.Arbitrary<unknown> {
  const inner = (one: unknown) => valuesOf((one ?? {}) as Schema, all, depth + 1);
  if (typeof schema["$ref"] === "string") return inner(all[schema["$ref"].split("/").at(-1)!]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
  if ("const" in schema) return fc.constant(schema["const"]);
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return fc.oneof(...choices.map(inner));
  switch (schema["type"]) {
    case "string":
      return formats[String(schema["format"])] ?? text;
    case "integer":
      return fc.oneof(fc.integer({ min: -2, max: 300 }), fc.maxSafeInteger());
    case "number":
      return fc.double();
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(inner(schema["items"]), { maxLength: 4 });
    case "object":
      return fieldsOf(schema, inner);
    default:
      return wild;
  }
}

function fieldsOf(schema: Schema, inner: (one: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const shapes = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  const required = (schema["required"] ?? []) as string[];
  if (shapes.length === 0)
    return fc.dictionary(fc.constantFrom("name", "title", "x", "__proto__"), wild, { maxKeys: 3 });
  const known = fc.record(Object.fromEntries(shapes.map(([name, shape]) => [name, inner(shape)])), {
    requiredKeys: required,
  });
  const example = (schema["examples"] as object[] | undefined)?.[0];
  // Few at a time: a body with everything in it is hardly ever right.
  return fc
    .tuple(
      known,
      fc.subarray(
        shapes.map(([name]) => name),
        { maxLength: Math.min(3, shapes.length) },
      ),
      fc.nat(20),
      fc.nat(2),
    )
    .map(([value, kept, strange, plain]) => ({
      ...(plain > 0 ? example : {}),
      ...Object.fromEntries(
        Object.entries(value).filter(
          ([name]) => kept.includes(name) || (required.includes(name) && (plain === 0 || !example)),
        ),
      ),
      ...(strange === 0 ? { unheardOf: 1 } : {}),
    }));
}
