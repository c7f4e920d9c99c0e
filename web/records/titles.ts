/** What a record is called: the first filled of its object's title fields, as plain text. */
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import type { MetaObject } from "../api/meta.ts";

function asText(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return asText(value[0]);
  if (isObject(value)) return asText((value["title"] ?? value["full"] ?? value["value"] ?? value["amount"]) as Json);
  return String(value);
}

/** Empty where none of the title fields is filled. */
export function titleOf(object: MetaObject, record: JsonObject): string {
  for (const name of object.title) {
    const text = asText(record[name]).trim();
    if (text) return text.length > 120 ? `${text.slice(0, 119)}…` : text;
  }
  return "";
}
