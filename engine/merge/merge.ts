/** Joins records that are the same: one stays and takes over everything, the others go to the trash. One operation, so it can be taken back. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { Forbidden, InvalidInput, NotFound } from "#model/errors.ts";
import { standsAlone, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { MOST_MERGED } from "#model/merging.ts";
import { rowCondition } from "../access/record-rights.ts";
import { assertMay, fieldAccess, scopeOf, type Action } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { actingAs, actorOf, askerOf, askerSchema } from "../identity/on-behalf.ts";
import { defineJob } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { read, readValues, type RecordValues } from "../query/read.ts";
import { deleteRecords, updateRecords } from "../records/records.ts";
import { countChildren, dropStandIns, moveChildren, type Moved } from "./children.ts";
import { pointingAt } from "./pointing.ts";
import { asVisible } from "./shown.ts";
import { isJoined, mergedFields, survivorPatch } from "./survivor.ts";

const MERGE_JOB = "merge";

/** More than that moves in a job. */
const SOON = 2000;

export const mergeSchema = z.strictObject({
  into: z.uuid().meta({ description: "The record that stays." }),
  from: z
    .array(z.uuid())
    .min(1)
    .max(MOST_MERGED - 1)
    .meta({ description: "The records that go to the trash." }),
  take: z.record(z.string().max(100), z.uuid()).optional().meta({
    description:
      "Field → id of the record whose value is kept. What is not named: the value of the one that stays; where it has none, of the first that has; lists are joined.",
  }),
});
export type MergeAsk = z.infer<typeof mergeSchema>;

export interface MergePreview {
  /** The records as the caller sees them, the one that stays first. */
  records: JsonObject[];
  /** What the one that stays gets. */
  patch: JsonObject;
  /** Fields in which the records differ. */
  differing: string[];
  /** Those of them whose values are joined where nothing is chosen: lists. */
  joined: string[];
  /** Records that will point at the one that stays; no further than 2,000 of a kind are counted. */
  moved: Moved[];
}

/** Objects whose records can be the same: not those that rules keep, nor lines; of the settings only what is made by its name, as tags are. */
export function isMergeable(object: CatalogueObject, catalogue: Catalogue): boolean {
  if (!standsAlone(object)) return false;
  return !object.definition.internal || pointingAt(catalogue, object.name).some(({ field }) => field.type.makesByName);
}

/** @throws InvalidInput, NotFound or Forbidden where they cannot be joined by this person. */
async function readAsked(ctx: Context, object: CatalogueObject, ask: MergeAsk, lock: boolean): Promise<RecordValues[]> {
  const ids = [ask.into, ...ask.from];
  if (new Set(ids).size !== ids.length)
    throw new InvalidInput([{ path: "from", message: "names a record twice, or the one that stays" }]);
  assertMay(ctx.actor, object, "update");
  assertMay(ctx.actor, object, "delete");
  const known = new Set(mergedFields(object).map(({ name }) => name));
  for (const [name, id] of Object.entries(ask.take ?? {})) {
    const field = object.fields.get(name);
    if (!field || !known.has(name) || fieldAccess(ctx.actor, object, field) !== "write")
      throw new InvalidInput([{ path: `take.${name}`, message: `${object.name} has no field "${name}" to choose` }]);
    if (!ids.includes(id)) throw new InvalidInput([{ path: `take.${name}`, message: "is none of the records" }]);
  }
  const standing = await readValues(ctx, object, ids, { lock, children: true });
  const seen = await reachable(ctx, object, ids, "read");
  if (ids.some((id) => !standing.has(id) || !seen.has(id))) throw new NotFound(`There is no such ${object.name}`);
  const changing = await reachable(ctx, object, [ask.into], "update");
  const going = await reachable(ctx, object, ask.from, "delete");
  if (!changing.has(ask.into)) throw new Forbidden(`Your role may not change the ${object.name} that stays`);
  if (ask.from.some((id) => !going.has(id)))
    throw new Forbidden(`Your role may not delete all of these ${object.plural}`);
  return ids.map((id) => standing.get(id)!);
}

async function reachable(ctx: Context, object: CatalogueObject, ids: readonly string[], action: Action) {
  const rows = await ctx.db.query<{ id: string }>(sql`
    select t.id from ${sql.id(object.table)} as t where t.id = any(${[...ids]}::uuid[]) and ${rowCondition(ctx, object, "t", action)}`);
  return new Set(rows.map((row) => row.id));
}

export async function previewMerge(ctx: Context, objectName: string, ask: MergeAsk): Promise<MergePreview> {
  const object = ctx.catalogue.object(objectName);
  const values = await readAsked(ctx, object, ask, false);
  const visible = mergedFields(object).filter((field) => fieldAccess(ctx.actor, object, field) !== "hidden");
  const patch = survivorPatch(object, values, ask.take ?? {});
  const differing = visible.filter(({ name }) => differ(values, name));
  const records: JsonObject[] = [];
  for (const { id } of values) records.push(await read(ctx, objectName, id));
  return {
    records,
    patch: await asVisible(ctx, object, patch),
    differing: differing.map(({ name }) => name),
    joined: differing.filter(isJoined).map(({ name }) => name),
    moved: knownTo(ctx, await countChildren(ctx, object, ask.from, SOON)),
  };
}

/** That something points at the records is told of what the person may read; it is moved in any case. */
function knownTo(ctx: Context, moved: readonly Moved[]): Moved[] {
  return moved.filter(({ object: name, field }) => {
    const object = ctx.catalogue.object(name);
    return (
      scopeOf(ctx.actor, object, "read") !== "none" &&
      fieldAccess(ctx.actor, object, object.fields.get(field)!) !== "hidden"
    );
  });
}

function differ(records: readonly RecordValues[], name: string): boolean {
  const written = records
    .map((record) => JSON.stringify(record[name] ?? null))
    .filter((text) => text !== "null" && text !== "[]");
  return new Set(written).size > 1;
}

export type MergeAnswer =
  | { id: string; operationId: string; moved: Moved[] }
  | { id: string; operationId: string; jobId: string };

/** Done at once, or by a job where much hangs on what goes. */
export async function startMerge(ctx: Context, objectName: string, ask: MergeAsk): Promise<MergeAnswer> {
  const object = ctx.catalogue.object(objectName);
  await readAsked(ctx, object, ask, false);
  const children = await countChildren(ctx, object, ask.from, SOON);
  const own = actingAs(ctx, ctx.actor, "merge", ctx.operationId);
  if (children.every(({ count }) => count < SOON))
    return {
      id: ask.into,
      operationId: ctx.operationId,
      moved: knownTo(ctx, await mergeRecords(own, objectName, ask)),
    };
  const jobId = await enqueue(own, MERGE_JOB, { object: objectName, ask, by: askerOf(ctx.actor) } as unknown as Json);
  return { id: ask.into, operationId: ctx.operationId, jobId };
}

/**
 * In one transaction. Taken back it goes the same way backwards: so children move first, and what stays is changed last.
 * Everything that points at what goes is moved, also what the person may not see.
 */
function mergeRecords(ctx: Context, objectName: string, ask: MergeAsk): Promise<Moved[]> {
  const object = ctx.catalogue.object(objectName);
  return ctx.transaction(async (inner) => {
    const values = await readAsked(inner, object, ask, true);
    const able = actingAs(inner, { ...inner.actor, rights: null }, "merge", inner.operationId);
    const patch = survivorPatch(object, values, ask.take ?? {});
    const moved = await moveChildren(able, object, new Map(ask.from.map((id) => [id, ask.into])));
    await deleteRecords(inner, objectName, ask.from);
    await dropStandIns(able, object, ask.from);
    if (Object.keys(patch).length > 0) await updateRecords(able, objectName, [{ id: ask.into, patch }]);
    await inner.db.query(sql`insert into merges (from_id, into_id, object, operation_id, at)
      select unnest(${ask.from}::uuid[]), ${ask.into}::uuid, ${objectName}, ${inner.operationId}::uuid, ${inner.now().toISOString()}::timestamptz
      on conflict (from_id) do update set into_id = excluded.into_id, operation_id = excluded.operation_id, at = excluded.at`);
    return moved;
  });
}

/** Where a record went that was merged; undefined where it was not. */
export async function mergedInto(ctx: Context, id: string): Promise<string | undefined> {
  const [row] = await ctx.db.query(sql<{ into: string }>`
    with recursive way(id, step) as (
      select into_id, 1 from merges where from_id = ${id}::uuid
      union all select m.into_id, w.step + 1 from way w join merges m on m.from_id = w.id where w.step < 20)
    select id as into from way order by step desc limit 1`);
  return row?.into;
}

const inputSchema = z.strictObject({ object: z.string(), ask: mergeSchema, by: askerSchema });
type Input = z.infer<typeof inputSchema>;

export const mergeJob = defineJob<Input>({
  name: MERGE_JOB,
  input: inputSchema as z.ZodType<Input>,
  async run({ ctx, input: { object, ask, by } }) {
    const person = actingAs(ctx, await actorOf(ctx, by), "merge", ctx.operationId);
    const moved = knownTo(person, await mergeRecords(person, object, ask));
    return { id: ask.into, moved: moved as unknown as Json };
  },
});
