/** Do two values of a field mean the same, however they are written: `2` and `2.00`, keys in another order? */
import type { CatalogueField } from "#model/catalogue.ts";
import { isObject, type Json } from "#model/json.ts";

export function sameValue(field: CatalogueField, one: Json | undefined, other: Json | undefined): boolean {
  const [a, b] = [filled(one), filled(other)];
  if (a === null || b === null) return a === b;
  return stored(field, a) === stored(field, b);
}

/** An empty list is as good as none. */
const filled = (value: Json | undefined): Json =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;

function stored(field: CatalogueField, value: Json): string {
  if (field.target !== undefined || field.type.storage !== "columns") return JSON.stringify(sorted(value));
  // What a rule works out from the value is no part of it.
  const { _base: _worth, ...columns } = field.type.toColumns(value, field.definition);
  return JSON.stringify(sorted(columns));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (isObject(value))
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sorted((value as Record<string, Json>)[key]!)]),
    );
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value;
}
