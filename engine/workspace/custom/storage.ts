/** Whether a field may be changed as asked: what would read stored values differently, or lose them, is refused while there are any. */
import { optionValues } from "#model/option-values.ts";
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { isComputed } from "#model/computed.ts";
import type { FieldDefinition } from "#model/field.ts";
import { sqlFaces } from "#fields/sql.ts";
import { fieldTypes } from "#fields/index.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import type { Change } from "../../records/change.ts";
import { linkTable } from "../../schema/desired.ts";
import { lockPatiently } from "../../schema/reshape.ts";
import { swapColumns } from "./conversion/swapping.ts";
import { definitionOf } from "./definitions.ts";
import { recordsWith } from "./options.ts";
import { proposed } from "./proposed.ts";
import { nextNumber } from "./reshaping.ts";

/** Settings that say how a field is asked for and shown, and nothing of what stands in its columns. */
const FREE = new Set([
  "required",
  "search",
  "index",
  "default",
  "personal",
  "sensitive",
  "readOnly",
  "pattern",
  "unit",
]);

/** Refuses changes of kind or of settings that stored values were written by, where there are such values. */
export async function refuseLosing(ctx: Context, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    const after = definitionOf(proposed(change));
    const before = definitionOf({ ...proposed(change), ...(change.before as object) });
    if (storedAlike(before, after)) continue;
    if (isComputed(before) && isComputed(after)) {
      // Figures of other questions would stand in its column.
      if (before.type === "rollUp" || after.type === "rollUp") await moveOn(ctx, change);
      continue;
    }
    if (await swapColumns(ctx, change, [before, after], alike)) continue;
    const moves = columnsOf(before) !== columnsOf(after);
    // Nobody writes a value between the look and the change.
    if (moves) await holdTables(ctx, change, before);
    if (!moves && (await onlyUnusedGo(ctx, change, before, after))) continue;
    const count = await valuesOf(ctx, change, before);
    if (count > 0 && count < MOST && !moves && (await allFit(ctx, change, before, after))) continue;
    if (count > 0)
      change.refuse("type", `cannot change while ${count} records have a value`, "shape.hasValues", { count });
    else if (moves) await moveOn(ctx, change);
  }
}

/** A field that takes the place of one that an object brought would leave behind what stands in it. */
export async function refuseCovering(ctx: Context, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    const place = placeOf(ctx, change);
    if (place && (await valuesOf(ctx, change, place.field.definition)) > 0)
      change.refuse("name", "is taken by a field that has values", "issue.taken");
  }
}

const alike = (one: FieldDefinition, other: FieldDefinition): boolean =>
  columnsOf(one) === columnsOf(other) && rest(one) === rest(other);

async function holdTables(ctx: Context, change: Change, definition: FieldDefinition): Promise<void> {
  const place = placeOf(ctx, change);
  if (!place) return;
  const linked = !isComputed(definition) && fieldTypes[definition.type]!.storage === "links";
  await lockPatiently(ctx.db, [place.object.table, ...(linked ? [linkTable(place.object, place.field)] : [])].sort());
}

/** The object and field as they stand; none where the object is retired. */
function placeOf(ctx: Context, change: Change): { object: CatalogueObject; field: CatalogueField } | undefined {
  const { object: of, name } = proposed(change);
  const object = ctx.catalogue.objects.get(of);
  const field = object?.fields.get(name) ?? object?.retired.get(name);
  return object && field ? { object, field } : undefined;
}

const rest = (definition: FieldDefinition): string =>
  JSON.stringify(
    Object.entries(definition)
      .filter(([name]) => !FREE.has(name) && !["label", "help", "options", "maxLength", "column"].includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Options may come and change their words; a text may become longer. */
function storedAlike(before: FieldDefinition, after: FieldDefinition): boolean {
  if (rest(before) !== rest(after)) return false;
  if (Number(after["maxLength"] ?? Infinity) < Number(before["maxLength"] ?? 0)) return false;
  return optionValues(before).every((value) => optionValues(after).includes(value));
}

/** Nothing differs but options that are no more, and no record has one of these: however many records there are. */
async function onlyUnusedGo(
  ctx: Context,
  change: Change,
  before: FieldDefinition,
  after: FieldDefinition,
): Promise<boolean> {
  const gone = optionValues(before).filter((value) => !optionValues(after).includes(value));
  const place = placeOf(ctx, change);
  if (gone.length === 0 || !place || rest(before) !== rest(after)) return false;
  const { number } = await recordsWith(ctx, place.object, place.field, gone, 1);
  return number === 0;
}

const columnsOf = (definition: FieldDefinition): string => {
  if (isComputed(definition)) return "";
  const type = fieldTypes[definition.type]!;
  const columns = type.storage === "columns" ? sqlFaces[definition.type]!.columns(definition) : {};
  return JSON.stringify([
    type.storage,
    type.refersTo?.(definition),
    Object.entries(columns).map(([name, { type: kind }]) => [name, kind]),
  ]);
};

/** As many values are read one by one to see whether they fit. */
const MOST = 10_000;

/** Would each value that stands be read, and stored, as the same by the new kind or settings? Then nothing has to be moved. */
async function allFit(ctx: Context, change: Change, before: FieldDefinition, after: FieldDefinition): Promise<boolean> {
  const object = ctx.catalogue.object(proposed(change).object);
  const field = object.fields.get(proposed(change).name);
  const [former, next] = [fieldTypes[before.type]!, fieldTypes[after.type]!];
  if (!field || field.target || former.storage !== "columns" || former.implies || next.implies) return false;
  const column = (ending: string) => sql.ref(`t.${field.column}${ending}`);
  const [suffix = ""] = Object.keys(sqlFaces[before.type]!.columns(before));
  const rows = await ctx.db.query(
    sql<{
      value: string;
    }>`select to_json(r)::text as value from (select ${sqlFaces[before.type]!.read(column, before)} as v from ${sql.id(object.table)} as t
      where ${column(suffix)} is not null limit ${MOST}) as r`,
  );
  return rows.every((row) => {
    const { v: value } = JSON.parse(row.value) as { v: Json };
    const parsed = next.parse(value, after, ctx.workspace.settings);
    const stored = (type: typeof former, one: Json, definition: FieldDefinition) =>
      JSON.stringify(type.toColumns(one, definition));
    return "value" in parsed && stored(next, parsed.value, after) === stored(former, value, before);
  });
}

/** How many records have a value, counted to 10,000; those in the trash too. */
async function valuesOf(ctx: Context, change: Change, definition: FieldDefinition): Promise<number> {
  if (isComputed(definition)) return 0;
  const place = placeOf(ctx, change);
  if (!place) return 0;
  const { object, field } = place;
  const type = fieldTypes[definition.type]!;
  const [suffix] = Object.keys(type.storage === "columns" ? sqlFaces[type.name]!.columns(definition) : {});
  const from =
    type.storage === "links"
      ? sql`${sql.id(linkTable(object, field))}`
      : sql`${sql.id(object.table)} where ${sql.id(`${field.column}${suffix ?? ""}`)} is not null`;
  const [row] = await ctx.db.query(
    sql<{ count: number }>`select count(*)::int as count from (select 1 from ${from} limit ${MOST}) as few`,
  );
  return row!.count;
}

/** Other columns are other columns: the empty ones are dropped, new ones made. */
async function moveOn(ctx: Context, change: Change): Promise<void> {
  change.set("number", await nextNumber(ctx));
}
