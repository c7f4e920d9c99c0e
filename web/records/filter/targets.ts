/** What a filter can speak of: the object's fields, fields one relation away, and related records. */
import type { Filter, Related } from "#model/filter.ts";
import { fieldOf, objectByName, type Meta, type MetaField, type MetaObject } from "../../api/meta.ts";
import type { Words } from "../words.ts";

export interface ResolvedField {
  object: MetaObject;
  field: MetaField;
  /** The relation it was reached by. */
  through?: MetaField;
}

/** `customer.country` → the field `country` of customer; nothing where a name is unknown. */
export function resolveField(meta: Meta, object: MetaObject, path: string): ResolvedField | undefined {
  const [first = "", second] = path.split(".");
  const field = fieldOf(object, first);
  if (!field) return undefined;
  if (second === undefined) return { object, field };
  const target = field.target === undefined ? undefined : objectByName(meta, field.target);
  const hop = target && fieldOf(target, second);
  return target && hop ? { object: target, field: hop, through: field } : undefined;
}

/** The object whose records a `has` counts. */
export function resolveRelated(meta: Meta, object: MetaObject, has: string): MetaObject | undefined {
  const inverse = object.related.find((one) => one.name === has);
  const target = inverse?.object ?? fieldOf(object, has)?.target;
  return target === undefined ? undefined : objectByName(meta, target);
}

const filterable = (field: MetaField) => Object.keys(field.operators).length > 0;
const hops = (field: MetaField) => field.type === "relation" && typeof field["to"] === "string";

export interface Choice {
  value: string;
  label: string;
}

export function fieldName(words: Words, resolved: ResolvedField, home: MetaObject): string {
  const name = words.field(resolved.object.name, resolved.field);
  return resolved.through ? `${words.field(home.name, resolved.through)} · ${name}` : name;
}

export function relatedName(words: Words, meta: Meta, object: MetaObject, has: string): string {
  const target = resolveRelated(meta, object, has);
  const inverse = object.related.find((one) => one.name === has);
  if (!target || !inverse) return words.field(object.name, fieldOf(object, has) ?? has);
  const several = object.related.filter((one) => one.object === target.name).length > 1;
  return several
    ? `${words.many(target)} (${words.field(target.name, fieldOf(target, inverse.field) ?? inverse.field)})`
    : words.many(target);
}

/** Groups for the field picker; related records are marked `has:`. What stands among the own fields too is there to be counted. */
export function choicesOf(
  meta: Meta,
  object: MetaObject,
  words: Words,
  labels: { own: string; related: string; count: (what: string) => string },
): { group: string; items: Choice[] }[] {
  const item = (path: string): Choice[] => {
    const resolved = resolveField(meta, object, path);
    return resolved ? [{ value: path, label: fieldName(words, resolved, object) }] : [];
  };
  const own = object.fields.filter(filterable).flatMap((field) => item(field.name));
  const many = object.fields.filter((field) => field.storage !== "columns").map((field) => field.name);
  const back = object.related.filter((one) => objectByName(meta, one.object)).map((one) => one.name);
  const related = [...many, ...back]
    .filter((has) => resolveRelated(meta, object, has))
    .map((has) => {
      const label = relatedName(words, meta, object, has);
      return { value: `has:${has}`, label: own.some(({ value }) => value === has) ? labels.count(label) : label };
    });
  const groups = [
    { group: labels.own, items: own },
    { group: labels.related, items: [...new Map(related.map((one) => [one.value, one])).values()] },
  ];
  for (const relation of object.fields.filter(hops)) {
    const target = objectByName(meta, String(relation["to"]));
    if (!target) continue;
    const isReached = ({ name }: MetaField) => object.reaches?.[relation.name]?.includes(name) ?? !object.reaches;
    groups.push({
      group: words.field(object.name, relation),
      items: target.fields
        .filter((field) => filterable(field) && isReached(field))
        .flatMap((field) => item(`${relation.name}.${field.name}`)),
    });
  }
  return groups.filter(({ items }) => items.length > 0);
}

/** A new part of a filter for what was picked. */
export function partFor(meta: Meta, object: MetaObject, picked: string): Filter | undefined {
  if (picked.startsWith("has:")) return { has: picked.slice(4), count: { op: "gte", value: 1 } } satisfies Related;
  const resolved = resolveField(meta, object, picked);
  const [op] = resolved ? (Object.keys(resolved.field.operators) as (keyof MetaField["operators"])[]) : [];
  return op && { field: picked, op };
}
