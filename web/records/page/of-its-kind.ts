/** Values of the past: when one was written its field may have been of another kind, whose values the screen of today cannot show. */
import type { FieldDefinition, ParseSettings } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { fieldTypes } from "#fields/index.ts";

/** What a value has to keep to; values of before such a rule are of the kind all the same. */
const LIMITS = new Set(["required", "min", "max", "maxLength", "pattern", "caseSensitive"]);

/** @param value as events keep it, or as the API reads it; not null */
export function isOfItsKind(field: FieldDefinition, value: Json, settings: ParseSettings): boolean {
  const type = fieldTypes[field.type];
  if (!type || type.storage !== "columns" || type.refersTo?.(field)) return true;
  const bare = { ...Object.fromEntries(Object.entries(field).filter(([name]) => !LIMITS.has(name))), type: field.type };
  const read = type.parse(value, bare, settings);
  return "value" in read && isShapedAlike(read.value, value);
}

/** A text that could be read as an amount is none. */
function isShapedAlike(read: Json, value: Json): boolean {
  if (isObject(read) && isObject(value)) return Object.keys(read).every((name) => name in value);
  return typeof read === typeof value && Array.isArray(read) === Array.isArray(value);
}
