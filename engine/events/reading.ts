/** The audit of reading: who saw marked fields of which records. It cannot be added backwards, so it is kept from the start. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isCondition, isRelated, type Filter } from "#model/filter.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { fieldAccess } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { uuidv7 } from "../records/uuid.ts";
import { appendEvents } from "./append.ts";

/** The marked fields of what is given out, and of the records within it. */
export interface Marks {
  object: string;
  fields: string[];
  /** Name of the relation or of the lines → what is marked in them. */
  within: Map<string, Marks>;
}

/** The marks with those names besides, such as fields that were asked by: who asks by a value learns it. */
export function marksWith(
  object: CatalogueObject,
  marks: Marks | undefined,
  names: readonly string[],
): Marks | undefined {
  if (names.length === 0) return marks;
  const fields = [...new Set([...(marks?.fields ?? []), ...names])];
  return { object: object.name, fields, within: marks?.within ?? new Map() };
}

/** Writes one event per record seen, where a marked field was among what was given out. The system's own reading is no one's. */
export async function auditReading(ctx: Context, marks: Marks | undefined, records: () => Json): Promise<void> {
  if (ctx.actor.rights === null || !marks) return;
  const seen = new Map<string, { object: string; id: string; fields: Set<string> }>();
  gather(marks, records(), seen);
  await append(
    ctx,
    [...seen.values()].map(({ object, id, fields }) => ({ object, id, after: { fields: [...fields] } })),
  );
}

function gather(
  marks: Marks,
  value: Json,
  seen: Map<string, { object: string; id: string; fields: Set<string> }>,
): void {
  if (Array.isArray(value)) return value.forEach((each) => gather(marks, each, seen));
  if (!isObject(value) || typeof value["id"] !== "string") return;
  const { object, fields, within } = marks;
  const found = seen.get(value["id"]) ?? { object, id: value["id"], fields: new Set() };
  for (const field of fields) found.fields.add(field);
  if (found.fields.size > 0) seen.set(found.id, found);
  for (const [name, inner] of within) gather(inner, value[name] ?? null, seen);
}

/** The same for what events tell of records: who reads a former value has read it. */
export async function auditChanges(
  ctx: Context,
  told: readonly { object: CatalogueObject; id: string; fields: readonly string[] }[],
): Promise<void> {
  if (ctx.actor.rights === null) return;
  const seen = new Map<string, { object: string; id: string; fields: Set<string> }>();
  for (const { object, id, fields } of told) {
    const names = fields.flatMap((name) => marksOf(ctx, object, object.fields.get(name)));
    const found = seen.get(id) ?? { object: object.name, id, fields: new Set() };
    for (const name of names) found.fields.add(name);
    if (found.fields.size > 0) seen.set(id, found);
  }
  await append(
    ctx,
    [...seen.values()].map(({ object, id, fields }) => ({ object, id, after: { fields: [...fields] } })),
  );
}

/** Figures over many records name none of them: the event stands under the operation. */
export async function auditFigures(ctx: Context, object: CatalogueObject, fields: readonly string[]): Promise<void> {
  if (ctx.actor.rights === null || fields.length === 0) return;
  await append(ctx, [
    { object: object.name, id: ctx.operationId, after: { fields: [...new Set(fields)], figures: true } },
  ]);
}

/** A marked field by its name, marked fields of lines behind the name of the lines. */
function marksOf(ctx: Context, object: CatalogueObject, field: CatalogueField | undefined): string[] {
  if (!field || fieldAccess(ctx.actor, object, field) === "hidden") return [];
  if (field.definition.sensitive) return [field.name];
  if (field.type.storage !== "children") return [];
  const child = ctx.catalogue.object(field.target!);
  return [...child.fields.values()].flatMap((each) => marksOf(ctx, child, each).map((name) => `${field.name}.${name}`));
}

/** The marked fields that a filter asks by, by their paths. */
export function markedInFilter(ctx: Context, object: CatalogueObject, filter: Filter | undefined): string[] {
  if (!filter) return [];
  if (isCondition(filter)) return markedOnPath(ctx, object, filter.field);
  if (isRelated(filter)) {
    const [name = "", inverse] = filter.has.split(".");
    const target = inverse === undefined ? object.fields.get(name)?.target : name;
    const related = target === undefined ? undefined : ctx.catalogue.objects.get(target);
    return related ? markedInFilter(ctx, related, filter.where).map((path) => `${filter.has}.${path}`) : [];
  }
  if ("not" in filter) return markedInFilter(ctx, object, filter.not);
  return ("and" in filter ? filter.and : filter.or).flatMap((part) => markedInFilter(ctx, object, part));
}

function markedOnPath(ctx: Context, object: CatalogueObject, path: string): string[] {
  const [name = "", ...rest] = path.split(".");
  const field = object.fields.get(name);
  if (field?.definition.sensitive) return [path];
  const target = field?.target === undefined ? undefined : ctx.catalogue.object(field.target);
  if (!target || rest.length === 0) return [];
  return markedOnPath(ctx, target, rest.join(".")).map((inner) => `${name}.${inner}`);
}

const append = (ctx: Context, seen: readonly { object: string; id: string; after: JsonObject }[]): Promise<void> =>
  appendEvents(
    ctx,
    seen.map(({ object, id, after }) => ({ id: uuidv7(), record_id: id, object, type: "read", before: null, after })),
  );
