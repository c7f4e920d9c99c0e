/** What the type of a record means on the screen: how it is laid out, and what it does not offer. */
import { optionsOf } from "#fields/choice/options.ts";
import { isCondition } from "#model/filter-kind.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { RECORD_TYPE } from "#model/record-type.ts";
import { fieldOf, type MetaField, type MetaObject } from "../api/meta.ts";

/** The field that says of which type a record is; none where the object has no types, or the viewer does not see them. */
export const typeField = (object: MetaObject): MetaField | undefined =>
  object.types ? fieldOf(object, RECORD_TYPE) : undefined;

/** Names of the types that the person may give, in the order of the company. */
export function openTypes(object: MetaObject): string[] {
  const open = new Set((object.types ?? []).flatMap((type) => (type.open ? [type.name] : [])));
  const field = typeField(object);
  return field ? optionsOf(field).flatMap(({ value }) => (open.has(value) ? [value] : [])) : [];
}

/** The object with the layout of that type of records, where it has one of its own. */
export function laidOut(object: MetaObject, type: Json | undefined): MetaObject {
  const own = object.types?.find((each) => each.name === type);
  return own?.layout ? { ...object, layout: own.layout, create: own.create ?? object.create } : object;
}

/** The fields whose values are none of those that the type offers. */
export const notOffered = (object: MetaObject, type: Json | undefined, values: JsonObject): MetaField[] =>
  (object.rules ?? []).flatMap(({ kind, fields, when, settings }) => {
    const of = kind === "choices" && when && isCondition(when) && when.field === RECORD_TYPE && when.value === type;
    const [name = ""] = fields;
    const value = values[name] ?? [];
    const wrong = [value].flat().some((option) => typeof option === "string" && !settings.offers?.includes(option));
    return of && wrong ? (fieldOf(object, name) ?? []) : [];
  });

/** What a person has filled in so far, as far as a record of that type can have it. */
export function asOfType(object: MetaObject, type: string, values: JsonObject): JsonObject {
  const gone = new Set(notOffered(object, type, values).map((field) => field.name));
  const kept = Object.entries(values).filter(([name]) => !gone.has(name));
  return { ...Object.fromEntries(kept), [RECORD_TYPE]: type };
}
