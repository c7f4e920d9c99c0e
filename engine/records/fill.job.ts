/** The job that fills a column that stands beside values, in rows that are older than it. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused } from "../jobs/definition.ts";
import { faceOf } from "../query/columns.ts";
import { readValues } from "../query/read.ts";
import { NO_ID } from "./uuid.ts";

const CHUNK = 500;

export const fillJob = defineJob({
  name: "columns.fill",
  /** The column's name behind that of its field: `_sounds`. */
  input: z.strictObject({ suffix: z.string().regex(/^_[a-z]+$/) }),
  async run({ ctx, input, progress, cancelled, signal }) {
    let done = 0;
    for (const object of ctx.catalogue.objects.values())
      for (const field of object.fields.values()) {
        if (!hasColumn(field, input.suffix)) continue;
        let last: string | undefined = NO_ID;
        while (last !== undefined) {
          if (signal.aborted) throw new JobPaused();
          if (await cancelled()) throw new JobCancelled();
          const ids = await fillChunk(ctx, object, field, input.suffix, last);
          done += ids.length;
          await progress(done);
          last = ids.length < CHUNK ? undefined : ids.at(-1);
        }
      }
    return { records: done };
  },
});

const hasColumn = (field: CatalogueField, suffix: string): boolean =>
  field.source === "own" && !field.target && suffix in faceOf(field).columns(field.definition);

/**
 * Fills the next rows, those of the trash too. They are locked meanwhile, so that no change slips between; nothing else of
 * them is touched, as nothing that people wrote changes.
 */
function fillChunk(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  suffix: string,
  behind: string,
): Promise<string[]> {
  const value = sql.id(field.column);
  const column = sql.id(`${field.column}${suffix}`);
  const { cast } = faceOf(field).columns(field.definition)[suffix]!;
  return ctx.transaction(async (inner) => {
    const rows = await inner.db.query<{ id: string }>(sql`select id from ${sql.id(object.table)}
      where id > ${behind}::uuid and ${column} is null and ${value} is not null order by id limit ${CHUNK}`);
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return ids;
    const values = await readValues(inner, object, ids, { lock: true, trash: true });
    const filled = [...values.values()].map((record) => ({
      id: record.id,
      filled: field.type.toColumns(record[field.name] ?? null, field.definition)[suffix] ?? null,
    }));
    await inner.db.query(sql`update ${sql.id(object.table)} as t set ${column} = r.filled
      from json_to_recordset(${JSON.stringify(filled)}::json) as r(id uuid, filled ${sql.raw(cast)}) where t.id = r.id`);
    return ids;
  });
}
