/** What was applied to a workspace, by whom and when, with the configuration before, so that one can go back. */
import { sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { actorId } from "../../events/append.ts";
import { userSummary } from "../../query/select.ts";
import { uuidv7 } from "../../records/uuid.ts";
import type { ConfigurationFiles } from "./files.ts";
import type { Planned } from "./plan.ts";
import { configuredObjects, SETTINGS } from "./thing.ts";

/** Where it came from: files, a template, another workspace, an earlier state. */
export interface Source {
  kind: "files" | "template" | "workspace" | "back";
  name?: string;
}

export interface KeptConfiguration {
  id: string;
  at: string;
  by: Json;
  source: Source;
  operationId: string;
  plan: Planned[];
}

/** @returns the id by which one goes back */
export async function keepApplied(
  ctx: Context,
  source: Source,
  plan: readonly Planned[],
  before: ConfigurationFiles,
): Promise<string> {
  const id = uuidv7();
  await ctx.db.query(sql`insert into configurations (id, at, by_id, source, operation_id, plan, before)
    values (${id}::uuid, ${ctx.now().toISOString()}::timestamptz, ${actorId(ctx.actor)}::uuid, ${JSON.stringify(source)}::jsonb,
      ${ctx.operationId}::uuid, ${JSON.stringify(plan)}::jsonb, ${JSON.stringify(before)}::jsonb)`);
  return id;
}

/** Newest first; of each plan what is of objects that the actor may see whole. */
export async function listApplied(ctx: Context, limit: number): Promise<KeptConfiguration[]> {
  const rows = await ctx.db.query(sql<{
    id: string;
    at: string;
    by: string | null;
    source: string;
    operation: string;
    plan: string;
  }>`
    select c.id, ${sql.instant("c.at")} as at, ${userSummary(ctx, sql.ref("c.by_id"))} as by,
      c.source::text as source, c.operation_id as operation, c.plan::text as plan from configurations c order by c.id desc limit ${limit}`);
  const seen = new Set([SETTINGS, ...configuredObjects(ctx).map(({ name }) => name)]);
  return rows.map(({ id, at, by, source, operation, plan }) => ({
    id,
    at,
    by: by === null ? null : (JSON.parse(by) as Json),
    source: JSON.parse(source) as Source,
    operationId: operation,
    plan: (JSON.parse(plan) as Planned[]).filter(({ object }) => seen.has(object)),
  }));
}

/** The configuration as it was before something was applied. @throws NotFound */
export async function configurationBefore(ctx: Context, id: string): Promise<ConfigurationFiles> {
  const [row] = await ctx.db.query(
    sql<{ before: string }>`select before::text as before from configurations where id = ${id}::uuid`,
  );
  if (!row) throw new NotFound("Nothing of that name was applied here");
  return JSON.parse(row.before) as ConfigurationFiles;
}
