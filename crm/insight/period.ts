/** A stretch of days in the workspace's zone. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Sql } from "#fields/sql-face.ts";

/** First and last day (`2024-05-01`), both included; open where not said. */
export interface Period {
  from?: string | undefined;
  to?: string | undefined;
}

/** Instants within the period; written so that an index on the column serves. */
export function periodCondition(ctx: Context, { from, to }: Period, column: string): Sql {
  const zone = ctx.workspace.settings.timeZone;
  const parts: Sql[] = [];
  if (from !== undefined) parts.push(sql`${sql.ref(column)} >= (${from}::date::timestamp at time zone ${zone})`);
  if (to !== undefined) parts.push(sql`${sql.ref(column)} < ((${to}::date + 1)::timestamp at time zone ${zone})`);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}
