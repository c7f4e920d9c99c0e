/** How records stood at changes of before: what stands now, led back through the changes since. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Filter } from "#model/filter.ts";
import type { JsonObject } from "#model/json.ts";
import { matches, type Judging } from "#model/matches.ts";
import type { Context } from "../../context.ts";
import type { ToldRow } from "../../events/feed.ts";
import { readValues } from "../../query/read.ts";

export const judgingOf = (ctx: Context, userId: string | null, now: Date): Judging => ({
  catalogue: ctx.catalogue,
  settings: ctx.workspace.settings,
  now,
  userId,
});

const parsed = (text: string | null): JsonObject => (text === null ? {} : (JSON.parse(text) as JsonObject));

/** Of these changes those by which the filter, which asks the record's own fields alone, came to hold. Two statements. */
export async function becoming(
  ctx: Context,
  judging: Judging,
  object: CatalogueObject,
  filter: Filter,
  rows: readonly ToldRow[],
): Promise<Set<string>> {
  const found = new Set<string>();
  const asked = rows.filter(({ type }) => type === "created" || type === "updated");
  if (asked.length === 0) return found;
  const ids = [...new Set(asked.map((row) => row.record_id))];
  const standing = await readValues(ctx, object, ids);
  const first = Math.min(...asked.map(({ version }) => version ?? 0));
  const since = await ctx.db.query(sql<{
    record_id: string;
    version: number;
    before: string | null;
    after: string | null;
  }>`
    select record_id, version, before::text as before, after::text as after from events
    where record_id = any(${ids}::uuid[]) and version >= ${first}::int and type = 'updated' order by version desc`);
  const changes = Map.groupBy(since, (row) => row.record_id);
  const holds = (values: JsonObject): boolean => matches(judging, object, filter, values);
  for (const row of asked) {
    const now = standing.get(row.record_id);
    if (!now) continue;
    let after: JsonObject = now;
    for (const later of changes.get(row.record_id) ?? [])
      if (later.version > (row.version ?? 0)) after = { ...after, ...parsed(later.before) };
    if (!holds(after)) continue;
    if (row.type === "created" || !holds({ ...after, ...parsed(row.before) })) found.add(row.id);
  }
  return found;
}
