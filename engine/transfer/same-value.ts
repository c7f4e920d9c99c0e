/** Tells whether two values of a field are one, however they are written. */
import type { CatalogueField } from "#model/catalogue.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";

/** Would writing this value change what is stored? */
export function isSame(field: CatalogueField, before: Json, value: Json): boolean {
  if (field.target !== undefined || Array.isArray(value) || before === null || value === null)
    return JSON.stringify(sorted(before)) === JSON.stringify(sorted(value));
  const stored = (of: Json): string => {
    // What a rule works out from the value is no part of it.
    const { _base: _worth, ...columns } = field.type.toColumns(of, field.definition);
    return JSON.stringify(sorted(columns));
  };
  return stored(before) === stored(value);
}

/** The keys of an object in one order: the database has its own. */
const sorted = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(sorted)
    : isObject(value)
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, sorted((value as JsonObject)[key]!)]),
        )
      : typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)
        ? new Date(value).toISOString()
        : value;
