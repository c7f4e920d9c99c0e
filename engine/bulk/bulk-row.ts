/** The row of a bulk run, and how it is shown; whether it runs is what its job says. */
import { sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { principalOf, type Context } from "../context.ts";
import type { Asker } from "../identity/on-behalf.ts";
import type { Deed, Selection } from "./deed.ts";
import type { BulkProblem } from "./problems.ts";

export interface BulkRow {
  id: string;
  object: string;
  deed: Deed;
  selection: Selection;
  asker: Asker;
  until: string;
  position: string | null;
  total: number;
  exact: boolean;
  done: number;
  refused: number;
  unchanged: number;
  problems: BulkProblem[];
  operationId: string;
}

export type RunStatus = "queued" | "running" | "done" | "failed" | "cancelled";

/** A bulk run as people see it. */
export interface Bulk {
  id: string;
  object: string;
  act: Deed["act"];
  patch: Json;
  status: RunStatus;
  total: { value: number; exact: boolean };
  done: number;
  refused: number;
  unchanged: number;
  problems: BulkProblem[];
  error: string | null;
  operationId: string;
  jobId: string | null;
  createdBy: string | null;
  createdAt: string;
  finishedAt: string | null;
}

export async function readRow(ctx: Context, id: string, options: { lock?: boolean } = {}): Promise<BulkRow> {
  const [row] = await ctx.db.query<{ row: string }>(sql`
    select json_build_object('id', id, 'object', object, 'deed', deed, 'selection', selection, 'asker', asker, 'until', until, 'position', position,
      'total', total, 'exact', exact, 'done', done, 'refused', refused, 'unchanged', unchanged, 'problems', problems, 'operationId', operation_id)::text as row
    from bulk_runs where id = ${id}::uuid ${options.lock ? sql`for update` : sql``}`);
  if (!row) throw new NotFound("There is no such bulk run");
  return JSON.parse(row.row) as BulkRow;
}

/** When the run's job has been tidied away, it was done. */
const SHOWN = sql`json_build_object('id', b.id, 'object', b.object, 'act', b.deed->'act', 'patch', b.deed - 'act', 'status', coalesce(j.status, 'done'),
  'total', json_build_object('value', b.total, 'exact', b.exact), 'done', b.done, 'refused', b.refused, 'unchanged', b.unchanged, 'problems', b.problems,
  'error', j.error, 'operationId', b.operation_id, 'jobId', b.job_id, 'createdBy', b.created_by,
  'createdAt', ${sql.instant("b.created_at")},
  'finishedAt', ${sql.instant("j.finished_at")})::text as bulk`;

/** Newest first; `mine`: only what the actor asked for. */
export async function listBulk(
  ctx: Context,
  options: { limit: number; before?: string | undefined; mine: boolean },
): Promise<Bulk[]> {
  const rows = await ctx.db.query<{ bulk: string }>(sql`
    select ${SHOWN} from bulk_runs b left join job_runs j on j.id = b.job_id
    where ${options.before === undefined ? sql`true` : sql`b.id < ${options.before}::uuid`} and ${options.mine ? sql`b.created_by is not distinct from ${principalOf(ctx.actor)}::uuid` : sql`true`}
    order by b.id desc limit ${options.limit}`);
  return rows.map((row) => asSeen(ctx, JSON.parse(row.bulk) as Bulk));
}

/** What another wrote, and the names of the records that refused it, are for those who may see these records. */
function asSeen(ctx: Context, bulk: Bulk): Bulk {
  return bulk.createdBy === principalOf(ctx.actor) ? bulk : { ...bulk, patch: {}, problems: [] };
}

/** @throws NotFound also where it is another's and `mine` is said. */
export async function readBulk(ctx: Context, id: string, options: { mine: boolean }): Promise<Bulk> {
  const [row] = await ctx.db.query<{ bulk: string }>(sql`
    select ${SHOWN} from bulk_runs b left join job_runs j on j.id = b.job_id
    where b.id = ${id}::uuid and ${options.mine ? sql`b.created_by is not distinct from ${principalOf(ctx.actor)}::uuid` : sql`true`}`);
  if (!row) throw new NotFound("There is no such bulk run");
  return asSeen(ctx, JSON.parse(row.bulk) as Bulk);
}
