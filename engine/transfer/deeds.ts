/** What an import did: the events of its operation before any of it was taken back. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";

export interface Deeds {
  operationId: string;
  /** Id that events of the import are smaller than; taking back writes under the same operation. */
  until: string;
}

/** Before anything was taken back, all of the operation is the import's. */
export const deedsOf = (row: { operationId: string; undoFrom: string | null }): Deeds => ({
  operationId: row.operationId,
  until: row.undoFrom ?? "ffffffff-ffff-ffff-ffff-ffffffffffff",
});

export interface Deed {
  /** Of the event. */
  id: string;
  record: string;
  object: string;
  type: "created" | "updated";
}

/** Creations and changes in the order in which they were done. */
export function deedsAfter(
  ctx: Context,
  { operationId, until }: Deeds,
  after: string,
  limit: number,
  only?: { object: string; type: Deed["type"] },
): Promise<Deed[]> {
  return ctx.db.query(sql<Deed>`
    select e.id, e.record_id as record, e.object, e.type from events e
    where e.operation_id = ${operationId}::uuid and e.id > ${after}::uuid and e.id < ${until}::uuid
      and ${only ? sql`e.type = ${only.type} and e.object = ${only.object}` : sql`e.type in ('created', 'updated')`}
    order by e.id limit ${limit}`);
}

/** Record → the first that the operation did with it. */
export async function firstDeeds(
  ctx: Context,
  operationId: string,
  records: readonly string[],
): Promise<Map<string, Pick<Deed, "id" | "type">>> {
  // "is true" keeps the index of operations out, which would read a whole import for each record.
  const rows = await ctx.db.query(sql<Deed>`
    select distinct on (e.record_id) e.record_id as record, e.id, e.type from events e
    where e.record_id = any(${[...new Set(records)]}::uuid[]) and (e.operation_id = ${operationId}::uuid) is true and e.type in ('created', 'updated')
    order by e.record_id, e.id`);
  return new Map(rows.map(({ record, id, type }) => [record, { id, type }]));
}
