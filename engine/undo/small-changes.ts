/** What small operations changed, to be read at a glance: field by field, without opening each of them. */
import { sql } from "#model/sql.ts";
import type { JsonObject } from "#model/json.ts";
import { scopeOf } from "../access/rights.ts";
import { visibleIds } from "../access/visible.ts";
import type { Context } from "../context.ts";
import { entryOf, nameRelated, type EventRow, type FieldChange } from "../events/history.ts";
import { titlesOf } from "../query/titles.ts";

/** An operation of more changes is told by its counts. */
export const SMALL = 3;

export interface SmallChange {
  object: string;
  recordId: string;
  title: string | null;
  changes: FieldChange[];
}

interface Row extends EventRow {
  object: string;
  record_id: string;
}

/**
 * The updates of these operations, by operation, as far as the viewer may see them. Sensitive fields are left out: a look
 * at the log is no look at them. Two statements, and two more for each object among them.
 * @param told which events `e` are spoken of
 */
export async function smallChanges(
  ctx: Context,
  operations: readonly string[],
  told: ReturnType<typeof sql>,
): Promise<Map<string, SmallChange[]>> {
  if (operations.length === 0) return new Map();
  const objects = [...ctx.catalogue.objects.values()]
    .filter((object) => !object.definition.childOf && scopeOf(ctx.actor, object, "read") !== "none")
    .map((object) => object.name);
  const rows = await ctx.db.query<Row>(sql`
    select e.id, e.object, e.record_id, e.type, e.via, e.operation_id, '' as at, null as by, e.before::text as before, e.after::text as after
    from unnest(${[...operations]}::uuid[]) as o (id) cross join lateral (
      select * from events e where e.operation_id = o.id and e.type = 'updated' and ${told} and e.object = any(${objects}) order by e.id limit ${SMALL}) as e
    order by e.id`);
  const found: { operation: string; change: SmallChange }[] = [];
  for (const [name, own] of Map.groupBy(rows, (row) => row.object)) {
    const object = ctx.catalogue.object(name);
    const visible = await visibleIds(ctx, new Map([[name, new Set(own.map((row) => row.record_id))]]));
    const seen = own.filter((row) => visible.has(row.record_id));
    const entries = seen.map((row) => {
      const [before, after] = [open(row.before), open(row.after)];
      return entryOf(ctx, object, { ...row, before, after });
    });
    function open(text: string | null): string | null {
      if (text === null) return null;
      const kept = Object.entries(JSON.parse(text) as JsonObject).filter(
        ([field]) =>
          object.fields.get(field)?.definition.sensitive !== true &&
          object.fields.get(field)?.type.storage !== "children",
      );
      return JSON.stringify(Object.fromEntries(kept));
    }
    await nameRelated(ctx, object, entries);
    const titles = await titlesOf(ctx, name, [...new Set(seen.map((row) => row.record_id))]);
    seen.forEach(({ operation_id: operation, record_id: recordId }, index) => {
      const { changes } = entries[index]!;
      found.push({ operation, change: { object: name, recordId, title: titles.get(recordId) ?? null, changes } });
    });
  }
  return new Map(
    [...Map.groupBy(found, ({ operation }) => operation)].map(([id, each]) => [id, each.map(({ change }) => change)]),
  );
}
