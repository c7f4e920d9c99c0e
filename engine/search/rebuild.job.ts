/** The job that gives records their lexemes, and the lexicon their words: after the column came, or what it holds has changed. */
import { sql, type Sql } from "#model/sql.ts";
import { z } from "zod";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { readValues, type RecordValues } from "../query/read.ts";
import { Change } from "../records/change.ts";
import { replaceKeys } from "../records/store.ts";
import { isCustomName } from "#model/naming.ts";
import { isSearchable, keyedFields, searchVector } from "./lexemes.ts";
import { keepWords } from "./lexicon.ts";
import { NO_ID } from "../records/uuid.ts";

const CHUNK = 500;
const JOB = "search.rebuild";
/** All processes have heard of what records are found by, by then. */
const DELAY_SECONDS = 1;

/**
 * For the records of an object that have a value in one of these columns, because they are found by others now. Columns are told by their
 * places in the table: fields may be deleted for good meanwhile, and their columns renamed.
 * Where none of them stands in the table, all records are gone through.
 */
export async function askToRebuild(ctx: Context, object: CatalogueObject, columns: readonly string[]): Promise<void> {
  const rows = await ctx.db.query(sql<{ place: number }>`
    select attnum::int as place from pg_attribute where attrelid = ${`"${object.table}"`}::regclass and attname = any(${[...columns]})
      and attnum > 0 order by 1`);
  const places = rows.map(({ place }) => place);
  const key = `${JOB} ${object.name} ${places.join(" ")}`;
  const input = { all: true, object: object.name, ...(places.length > 0 ? { places } : {}) };
  await enqueue(ctx, JOB, input, { key, delaySeconds: DELAY_SECONDS });
}

/** What is still to be made anew for this object wants the values by which its records were found. */
export async function isRebuildDue(ctx: Context, object: string): Promise<boolean> {
  const rows = await ctx.db.query(sql`select from job_runs
    where name = ${JOB} and status in ('queued', 'running') and input->'data'->>'object' = ${object} limit 1`);
  return rows.length > 0;
}

/** Begun again it makes what there is anew: the same comes out. */
export const rebuildJob = defineJob({
  name: JOB,
  /** `all`: those too that have lexemes, because others are wanted now. `object`: of this one alone. `places`: with values there. */
  input: z.strictObject({
    all: z.boolean().default(false),
    object: z.string().optional(),
    places: z.array(z.int()).optional(),
  }),
  async run({ ctx, input, progress, cancelled, signal }) {
    let done = 0;
    for (const object of ctx.catalogue.objects.values()) {
      if (!isSearchable(object) || (input.object !== undefined && input.object !== object.name)) continue;
      let last: string | undefined = NO_ID;
      for (;;) {
        if (signal.aborted) throw new JobPaused();
        if (await cancelled()) throw new JobCancelled();
        const [behind, count]: [string | undefined, number] = await rebuildChunk(ctx, object, last, input);
        done += count;
        await progress(done);
        if (behind === undefined) break;
        last = behind;
      }
    }
    return { records: done };
  },
});

/** Makes the lexemes of records anew from what stands in their rows; those of the trash too. */
export async function rebuildSearch(
  ctx: Context,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<readonly RecordValues[]> {
  const values = await readValues(ctx, object, ids, { lock: true, trash: true });
  const vectors = [...values.values()].map((record) => ({
    id: record.id,
    search: searchVector(object, (name) => record[name] ?? null),
  }));
  await ctx.db.query(sql`update ${sql.id(object.table)} as t set search = r.search
    from json_to_recordset(${JSON.stringify(vectors)}::json) as r(id uuid, search tsvector) where t.id = r.id`);
  await keepWords(ctx, object, [...values.values()]);
  return [...values.values()];
}

/** E-mails, phones and the like, as the company's own fields are now: only these change. What is in the trash has none. */
async function rebuildKeys(ctx: Context, object: CatalogueObject, records: readonly RecordValues[]): Promise<void> {
  const all = keyedFields(object).map(({ field }) => field.name);
  const names = all.filter(isCustomName);
  await ctx.db.query(sql`delete from record_keys
    where record_id = any(${records.map(({ id }) => id)}::uuid[]) and starts_with(field, 'x_') and field <> all(${names})`);
  const living = records.filter((record) => record["deletedAt"] === null);
  await replaceKeys(
    ctx,
    object,
    living.map((record, place) => {
      const change = new Change(object, "update", record.id, place, record);
      for (const name of names) change.patch[name] = record[name] ?? null;
      return change;
    }),
  );
}

/** Rows are locked while their lexemes are made, so that no change slips between; nothing else of them is touched. */
function rebuildChunk(
  ctx: Context,
  object: CatalogueObject,
  behind: string,
  { all, places }: { all: boolean; places?: number[] | undefined },
): Promise<[string | undefined, number]> {
  return ctx.transaction(async (inner) => {
    const which = places ? await hasValueAt(inner, object, places) : all ? sql`true` : sql`search is null`;
    const rows = await inner.db.query<{ id: string }>(sql`select id from ${sql.id(object.table)}
      where id > ${behind}::uuid and (${which}) order by id limit ${CHUNK}`);
    const ids = rows.map((row) => row.id);
    const values = await rebuildSearch(inner, object, ids);
    if (all) await rebuildKeys(inner, object, values);
    return [rows.length < CHUNK ? undefined : rows.at(-1)!.id, rows.length];
  });
}

async function hasValueAt(ctx: Context, object: CatalogueObject, places: readonly number[]): Promise<Sql> {
  const rows = await ctx.db.query(sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${`"${object.table}"`}::regclass and attnum = any(${[...places]}) and not attisdropped`);
  const filled = rows.map(({ name }) => sql`${sql.id(name)} is not null`);
  return filled.length > 0 ? sql.join(filled, sql` or `) : sql`false`;
}
