/** The job that gives records their lexemes, and the lexicon their words: after the column came, or what it holds has changed. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused } from "../jobs/definition.ts";
import { readValues } from "../query/read.ts";
import { isSearchable, searchVector } from "./lexemes.ts";
import { keepWords } from "./lexicon.ts";
import { NO_ID } from "../records/uuid.ts";

const CHUNK = 500;

export const rebuildJob = defineJob({
  name: "search.rebuild",
  /** `all`: those too that have lexemes, because others are wanted now. `object`: of this one alone. */
  input: z.strictObject({ all: z.boolean().default(false), object: z.string().optional() }),
  async run({ ctx, input, progress, cancelled, signal }) {
    let done = 0;
    for (const object of ctx.catalogue.objects.values()) {
      if (!isSearchable(object) || (input.object !== undefined && input.object !== object.name)) continue;
      let last: string | undefined = NO_ID;
      for (;;) {
        if (signal.aborted) throw new JobPaused();
        if (await cancelled()) throw new JobCancelled();
        const [behind, count]: [string | undefined, number] = await rebuildChunk(ctx, object, last, input.all);
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
export async function rebuildSearch(ctx: Context, object: CatalogueObject, ids: readonly string[]): Promise<void> {
  const values = await readValues(ctx, object, ids, { lock: true, trash: true });
  const vectors = [...values.values()].map((record) => ({
    id: record.id,
    search: searchVector(object, (name) => record[name] ?? null),
  }));
  await ctx.db.query(sql`update ${sql.id(object.table)} as t set search = r.search
    from json_to_recordset(${JSON.stringify(vectors)}::json) as r(id uuid, search tsvector) where t.id = r.id`);
  await keepWords(ctx, object, [...values.values()]);
}

/** Rows are locked while their lexemes are made, so that no change slips between; nothing else of them is touched. */
function rebuildChunk(
  ctx: Context,
  object: CatalogueObject,
  behind: string,
  all: boolean,
): Promise<[string | undefined, number]> {
  return ctx.transaction(async (inner) => {
    const rows = await inner.db.query<{ id: string }>(sql`select id from ${sql.id(object.table)}
      where id > ${behind}::uuid and ${all ? sql`true` : sql`search is null`} order by id limit ${CHUNK}`);
    await rebuildSearch(
      inner,
      object,
      rows.map((row) => row.id),
    );
    return [rows.length < CHUNK ? undefined : rows.at(-1)!.id, rows.length];
  });
}
