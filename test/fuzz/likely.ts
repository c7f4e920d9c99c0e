/** Values that a caller who knows the object would send: bodies and conditions made from its fields. */
import fc from "fast-check";
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Json } from "#model/json.ts";
import { TOTALS } from "#model/view-parts.ts";
import { SOME_CURSOR, someIdOf } from "./values.ts";

const isWritten = (field: CatalogueField): boolean =>
  !field.definition.readOnly && !field.definition.secret && (field.source === "own" || field.source === "owner");

/** The fields' own examples, with what they refer to among what there is. */
function valueOf(field: CatalogueField, n: number, catalogue: Catalogue): Json {
  const example = field.type.example(n, field.definition);
  const target = field.target === undefined ? undefined : catalogue.objects.get(field.target);
  if (!target || field.type.storage === "children") return example;
  return Array.isArray(example) ? [{ id: someIdOf(target.path) }] : { id: someIdOf(target.path) };
}

/** A body that should be taken: what must be there, and some of the rest. `whole`: for a record to be made. */
export function bodyOf(object: CatalogueObject, catalogue: Catalogue, whole: boolean): fc.Arbitrary<object> {
  const written = [...object.fields.values()].filter(isWritten);
  const needed = new Set([
    ...object.definition.title,
    ...written
      .filter((field) => field.definition.required && field.definition.default === undefined)
      .map((field) => field.name),
  ]);
  const optional = written.filter((field) => !needed.has(field.name) && field.type.storage !== "children");
  return fc
    .tuple(fc.nat(9_999), fc.subarray(optional, { maxLength: Math.min(optional.length, 4) }))
    .map(([n, more]) =>
      Object.fromEntries(
        [...written.filter((field) => whole && needed.has(field.name)), ...more].map((field) => [
          field.name,
          valueOf(field, n, catalogue),
        ]),
      ),
    );
}

/** Within all years that can be written, and out of them. */
const RELATIVE = ["today", "startOfWeek", "-30d", "+1m", "-99999y", "+99999m"];

/** Parameters of lists and sums in words that the object knows, by their names. */
export function parametersOf(object: CatalogueObject, catalogue: Catalogue): Record<string, fc.Arbitrary<unknown>> {
  const fields = [...object.fields.values()].filter((field) => !field.definition.secret);
  const one = fc.constantFrom(...fields);
  const names = fc.subarray(
    fields.map((field) => field.name),
    { minLength: 1, maxLength: 3 },
  );
  const condition = fc.tuple(one, fc.nat(50), fc.nat(20)).map(([field, n, which]) => {
    const operators = Object.entries(field.type.operators);
    const [op, operand] = operators[which % Math.max(1, operators.length)] ?? ["equals", "one"];
    const value = n < RELATIVE.length ? { relative: RELATIVE[n]! } : valueOf(field, n, catalogue);
    const asked = { none: undefined, many: [value], range: { from: value, to: value }, one: value, text: "a", days: 7 };
    return { field: field.name, op, value: asked[operand] };
  });
  const filter = fc.oneof(
    condition,
    fc.array(condition, { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(condition, { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    condition.map((not) => ({ not })),
  );
  return {
    filter: filter.map((value) => JSON.stringify(value)),
    fields: names.map((list) => list.join(",")),
    include: names.map((list) => list.slice(0, 1).join(",")),
    sort: fc.tuple(one, fc.boolean()).map(([field, down]) => `${down ? "-" : ""}${field.name}`),
    groupBy: one.map((field) => field.name),
    measures: fc
      .tuple(fc.constantFrom("count", ...TOTALS), one)
      .map(([name, field]) => (name === "count" ? name : `${name}:${field.name}`)),
    cursor: fc.constant(SOME_CURSOR),
  };
}
