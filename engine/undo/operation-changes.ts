/** What one operation changed: each record with its fields, from and to, as far as the viewer may see them. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";
import { CHANGE_TYPES } from "../events/append.ts";
import { entriesOf, type FeedEntry, type ToldRow } from "../events/feed.ts";
import { scopeOf } from "../access/rights.ts";
import { userSummary } from "../query/select.ts";
import { titlesOf } from "../query/titles.ts";
import { readOperation } from "./operations.ts";

export interface OperationChange extends FeedEntry {
  title: string | null;
}

/**
 * Oldest first. A page may hold fewer than were asked for: what the viewer may not see is left out.
 * @throws NotFound where the operation is another's and the actor has no audit
 */
export async function readChanges(
  ctx: Context,
  operationId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ data: OperationChange[]; nextCursor: string | null }> {
  await readOperation(ctx, operationId);
  // Lines stand in the changes of what they are lines of.
  const objects = [...ctx.catalogue.objects.values()]
    .filter((object) => !object.definition.childOf && scopeOf(ctx.actor, object, "read") !== "none")
    .map((object) => object.name);
  const rows = await ctx.db.query<ToldRow>(sql`
    select e.id, e.object, e.record_id, e.version, e.type, e.via, e.operation_id,
      ${sql.instant("e.at")} as at, e.before::text as before, e.after::text as after,
      ${userSummary(ctx, sql.ref("e.by_id"))} as by
    from events e where e.operation_id = ${operationId}::uuid and e.object = any(${objects}) and e.type = any(${[...CHANGE_TYPES]})
      and ${query.cursor === undefined ? sql`true` : sql`e.id > ${query.cursor}::uuid`}
    order by e.id limit ${query.limit + 1}`);
  const page = rows.slice(0, query.limit);
  const entries = await entriesOf(ctx, page);
  const titles = new Map<string, string | null>();
  for (const [object, own] of Map.groupBy(entries, (entry) => entry.object))
    for (const [id, title] of await titlesOf(ctx, object, [...new Set(own.map((entry) => entry.recordId))]))
      titles.set(id, title);
  return {
    data: entries.map((entry) => ({ ...entry, title: titles.get(entry.recordId) ?? null })),
    nextCursor: rows.length > query.limit ? page.at(-1)!.id : null,
  };
}
