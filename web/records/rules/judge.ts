/** The rules of a company over what stands in a form, judged as the server judges them; loaded only where there are rules. */
import { fieldTypes } from "#fields/index.ts";
import { isPath, type BusinessRule } from "#model/business-rule.ts";
import { Catalogue, type CatalogueField, type CatalogueObject } from "#model/catalogue-shape.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import type { Judged, Judging } from "#model/matches.ts";
import { applies, isUnfilled, openTo, standOf } from "#model/rule-judging.ts";
import type { Meta, MetaObject } from "../../api/meta.ts";

export interface Judgement {
  needed: ReadonlySet<string>;
  locked: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  /** What the rules fill in where nothing was said. */
  given: JsonObject;
  /** Which values of a choice can be taken now; undefined where all can. */
  open: (field: string) => ((value: string) => boolean) | undefined;
}

export function judge(
  meta: Meta,
  object: MetaObject,
  rules: readonly BusinessRule[],
  before: Judged | null,
  after: Judged,
): Judgement {
  const judging: Judging = {
    catalogue: catalogueOf(meta),
    settings: meta.workspace.settings,
    now: new Date(),
    userId: meta.me.id,
  };
  const known = judging.catalogue.object(object.name);
  const given = before ? {} : givenBy(judging, known, rules, meta, after);
  const whole = { ...given, ...after };
  return {
    ...standOf(judging, known, rules, before, whole),
    given,
    open: (field) => openTo(judging, known, rules, field, before, whole),
  };
}

/** What a new record is given; "now" is left to the server, which knows it best. */
function givenBy(
  judging: Judging,
  object: CatalogueObject,
  rules: readonly BusinessRule[],
  meta: Meta,
  values: Judged,
): JsonObject {
  const given: JsonObject = {};
  for (const rule of rules) {
    const field = rule.fields[0]!;
    if (rule.kind !== "default" || !isUnfilled(values[field])) continue;
    const record = { ...given, ...values };
    if (!applies(judging, object, rule, record)) continue;
    const { value = null } = rule.settings;
    const found: Json = isPath(value)
      ? alongPath(record, value.from.split("."))
      : isObject(value) && "me" in value
        ? { id: meta.me.id, title: meta.me.name }
        : (value as Json);
    if (!isUnfilled(found) && !(isObject(found) && "now" in found)) given[field] = found;
  }
  return given;
}

const alongPath = (record: Judged, path: readonly string[]): Json =>
  path.reduce<Json>((from, name) => (isObject(from) ? ((from as JsonObject)[name] ?? null) : null), record);

const catalogues = new WeakMap<Meta, Catalogue>();

/** What the filter language needs to know of the objects, made of what the caller may know. */
export function catalogueOf(meta: Meta): Catalogue {
  let catalogue = catalogues.get(meta);
  if (!catalogue)
    catalogues.set(
      meta,
      (catalogue = new Catalogue(new Map(meta.objects.map((object) => [object.name, knownObject(object)])), "screen")),
    );
  return catalogue;
}

function knownObject(object: MetaObject): CatalogueObject {
  const fields = object.fields.flatMap((field): [string, CatalogueField][] => {
    const type = fieldTypes[field.type];
    const { name, source, target } = field;
    return type ? [[name, { name, definition: field, type, source, column: "", target }]] : [];
  });
  return { name: object.name, path: object.path, fields: new Map(fields), inverse: new Map() } as CatalogueObject;
}
