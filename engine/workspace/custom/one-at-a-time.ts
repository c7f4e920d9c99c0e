/** Changes of a workspace's shape come one after the other, and all processes hear of each when it is committed. */
import { sql } from "#model/sql.ts";
import type { Context } from "../../context.ts";
import { CATALOGUE_CHANNEL } from "../../identity/notices.ts";
import type { Rule } from "../../records/rules.ts";
import { lockShape } from "../../schema/shape-lock.ts";

export const oneAtATime: Rule = {
  on: ["create", "update", "delete", "restore", "purge"],
  first: lockShape,
};

/** The catalogue is made anew, here and in every other process, as soon as the open transaction stands. */
export async function tellOfShape(ctx: Context): Promise<void> {
  await ctx.db.query(sql`
    with told as (update raabta.workspaces set catalogue_version = catalogue_version + 1 where schema = ${ctx.workspace.schema} returning 1)
    select pg_notify(${CATALOGUE_CHANNEL}, ${ctx.workspace.slug}) from told`);
  if (ctx.db.open) ctx.db.open.reshaped = true;
}
