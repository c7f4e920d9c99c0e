/** Where a piece of configuration names a field, an option or an object, whatever it is that names it. */
import type { Catalogue } from "#model/catalogue.ts";
import { isObject, type Json } from "#model/json.ts";

/** What is looked for: an object, one of its fields, or an option of that field. */
export interface Named {
  object: string;
  field?: string | undefined;
  option?: string | undefined;
}

/** Names as they stand in paths, sorting, conditions and formulas: `-x_due`, `x_car.x_colour`, `sum(x_lines.amount)`. */
const NAMES = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g;

/**
 * @param scope the object that names are read of, where the record says it: a view's, a rule's
 * @returns paths within the value: `definition.columns.1.field`
 */
export function mentionsIn(catalogue: Catalogue, value: Json, named: Named, scope: string | undefined): string[] {
  const found: string[] = [];
  walk({ catalogue, named, found }, value, "", scope);
  return found;
}

/** @returns paths within the value at which a record stands by its id */
export function idsAt(value: Json, id: string, path = ""): string[] {
  if (value === id) return [path];
  if (typeof value !== "object" || value === null) return [];
  const below = Array.isArray(value)
    ? value.map((part, index) => [String(index), part] as const)
    : Object.entries(value);
  return below.flatMap(([name, part]) => idsAt(part as Json, id, path === "" ? name : `${path}.${name}`));
}

interface Walk {
  catalogue: Catalogue;
  named: Named;
  found: string[];
}

function walk(at: Walk, value: Json, path: string, scope: string | undefined): void {
  const below = (name: string | number) => (path === "" ? String(name) : `${path}.${name}`);
  if (typeof value === "string") {
    if (saysIt(at, value, scope) && optionMeant(at, value)) at.found.push(path);
  } else if (Array.isArray(value)) value.forEach((part, index) => walk(at, part, below(index), scope));
  else if (isObject(value)) {
    const inner = scopeOf(at, value, scope);
    if (at.named.option !== undefined && saysInside(at, value, inner)) {
      if (holds(value as Json, at.named.option)) at.found.push(path);
    }
    for (const [name, part] of Object.entries(value)) {
      const says = saysIt(at, name, inner);
      if (says && (at.named.option === undefined || holds(part as Json, at.named.option))) at.found.push(below(name));
      const isName = at.catalogue.objects.has(name) && isObject(part);
      walk(at, part as Json, below(name), isName ? name : name === "where" ? relatedIn(at, value, inner) : inner);
    }
  }
}

/** What says of which object it speaks. */
function scopeOf({ catalogue }: Walk, value: Record<string, unknown>, scope: string | undefined): string | undefined {
  const { object } = value;
  return typeof object === "string" && catalogue.objects.has(object) ? object : scope;
}

/** `{ "has": "x_visit.x_car", "where": … }` asks of those that are related. */
function relatedIn(at: Walk, value: Record<string, unknown>, scope: string | undefined): string | undefined {
  const { has } = value;
  return typeof has === "string" ? steps(at, has, scope).at(-1)?.to : scope;
}

/** Each name on the way, with the object it is read of and the one it leads to. */
function steps({ catalogue }: Walk, name: string, scope: string | undefined) {
  let of = scope;
  return name.split(".").map((part) => {
    const object = of === undefined ? undefined : catalogue.objects.get(of);
    const field = object?.fields.get(part);
    const inverse = object?.inverse.get(part);
    const to = field ? field.target : (inverse?.object ?? (catalogue.objects.has(part) ? part : undefined));
    const step = { part, of: field ? of : undefined, to, inverse };
    of = to;
    return step;
  });
}

function saysIt(at: Walk, text: string, scope: string | undefined): boolean {
  const { object, field } = at.named;
  return (text.match(NAMES) ?? []).some((name) =>
    steps(at, name, scope).some(({ part, of, inverse }) =>
      field === undefined
        ? part === object || inverse?.object === object
        : (part === field && of === object) || (inverse?.object === object && inverse.field === field),
    ),
  );
}

/** In a formula an option stands in quotation marks beside its field. */
const optionMeant = ({ named: { option } }: Walk, text: string): boolean =>
  option === undefined || [`"${option}"`, `'${option}'`].some((quoted) => text.includes(quoted));

/** Does a property of this very object name the field: `{ "field": "x_state", "value": … }`? */
const saysInside = (at: Walk, value: Record<string, unknown>, scope: string | undefined): boolean =>
  Object.values(value).some((part) => typeof part === "string" && saysIt(at, part, scope));

const holds = (value: Json, option: string): boolean =>
  value === option ||
  (Array.isArray(value) && value.some((part) => holds(part, option))) ||
  (isObject(value) && Object.values(value).some((part) => holds(part as Json, option)));
