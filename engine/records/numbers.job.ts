/** The job that numbers records which are older than the field that counts them: the oldest first, in chunks. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import { faceOf } from "../query/columns.ts";
import { readValues } from "../query/read.ts";
import { isSearchable } from "../search/lexemes.ts";
import { rebuildSearch } from "../search/rebuild.job.ts";
import { Change } from "./change.ts";
import { nextNumbers, numberedFields } from "./numbers.ts";
import { replaceKeys } from "./store.ts";
import { NO_ID } from "./uuid.ts";

const CHUNK = 500;
const JOB = "numbers.give";

export const askForNumbers = (ctx: Context): Promise<string> => enqueue(ctx, JOB, {}, { key: JOB });

/** Begun again it goes on where it was: what has a number keeps it. */
export const numbersJob = defineJob({
  name: JOB,
  input: z.strictObject({}),
  async run({ ctx, progress, cancelled, signal }) {
    const fields = [...ctx.catalogue.objects.values()].flatMap((object) =>
      numberedFields(object).map((field) => ({ object, field })),
    );
    const total = await countWithout(ctx, fields);
    let done = 0;
    for (const { object, field } of fields)
      for (const trash of [false, true]) {
        let last: Place | undefined = FIRST;
        while (last) {
          if (signal.aborted) throw new JobPaused();
          if (await cancelled()) throw new JobCancelled();
          const chunk: Place[] = await numberChunk(ctx, object, field, last, trash);
          done += chunk.length;
          // Records that were given a number by who changed them meanwhile are not met.
          await progress(done, Math.max(done, total));
          last = chunk.length < CHUNK ? undefined : chunk.at(-1);
        }
      }
    return { records: done };
  },
});

/** How many numbers are to be given; those of records in the trash too. */
async function countWithout(
  ctx: Context,
  fields: readonly { object: CatalogueObject; field: CatalogueField }[],
): Promise<number> {
  let total = 0;
  for (const { object, field } of fields) {
    const [row] = await ctx.db.query(
      sql<{
        count: number;
      }>`select count(*)::int as count from ${sql.id(object.table)} where ${sql.id(field.column)} is null`,
    );
    total += row!.count;
  }
  return total;
}

/** A record in the order in which they were made. */
interface Place {
  id: string;
  at: string;
}
const FIRST: Place = { id: NO_ID, at: "-infinity" };

/** Nothing else of the records is touched, as nothing that people wrote changes; rows are locked so that no change slips between. */
function numberChunk(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  behind: Place,
  trash: boolean,
): Promise<Place[]> {
  const { definition, column, type } = field;
  const own = faceOf(field).columns(definition);
  const names = Object.keys(own).map((suffix) => sql.id(`${column}${suffix}`));
  return ctx.transaction(async (inner) => {
    const rows = await inner.db.query<Place>(sql`select id, created_at::text as at from ${sql.id(object.table)}
      where (created_at, id) > (${behind.at}::timestamptz, ${behind.id}::uuid) and ${sql.id(column)} is null
        and deleted_at is ${trash ? sql`not null` : sql`null`} order by created_at, id limit ${CHUNK}`);
    const standing = await readValues(
      inner,
      object,
      rows.map((row) => row.id),
      { lock: true, trash: true },
    );
    const without = rows.flatMap((row) => standing.get(row.id) ?? []).filter((record) => record[field.name] === null);
    if (without.length === 0) return rows;
    const numbers = await nextNumbers(inner, object, field, without.length);
    const numbered = without.map((record, place) => ({
      id: record.id,
      ...Object.fromEntries(
        Object.entries(type.toColumns(numbers[place]!, definition)).map(([suffix, part]) => [
          `${column}${suffix}`,
          part,
        ]),
      ),
    }));
    await inner.db
      .query(sql`update ${sql.id(object.table)} as t set ${sql.join(names.map((name) => sql`${name} = r.${name}`))}
      from json_to_recordset(${JSON.stringify(numbered)}::json) as r(id uuid, ${sql.join(names.map((name) => sql`${name} text`))}) where t.id = r.id`);
    if (isSearchable(object))
      await rebuildSearch(
        inner,
        object,
        numbered.map(({ id }) => id),
      );
    if (!trash)
      await replaceKeys(
        inner,
        object,
        without.map((record, place) => {
          const change = new Change(object, "update", record.id, place, record);
          change.set(field.name, numbers[place]!);
          return change;
        }),
      );
    return rows;
  });
}
