/** Runs what has been set off: together where it can be, one by one where something stands in the way, each with its line in the log. */
import { sql } from "#model/sql.ts";
import { RaabtaError, Unavailable } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Actor, Context } from "../../context.ts";
import { actingAs } from "../../identity/on-behalf.ts";
import type { Outcome } from "../../records/door.ts";
import { uuidv7 } from "../../records/uuid.ts";
import { isStorageFull } from "../../space.ts";
import { runOnMany } from "../actions/run.ts";
import type { Standing } from "./standing.ts";

/** One automation set off for one record. */
export interface Firing {
  recordId: string;
  /** The change that set it off; null where it was time. */
  eventId: string | null;
  /** The operation that it was part of. */
  cause: string | null;
  /** The automations whose doing led here, first to last. */
  chain: readonly string[];
  /** The line that was held back, where it was. */
  runId?: string;
}

type Status = "done" | "failed" | "held" | "stopped";

/**
 * Within a transaction. What one operation has set off is one operation, which one undo takes back; each record occurs once.
 * @returns how many ran and how many failed; one whose condition does not hold any more is neither
 */
export async function perform(
  ctx: Context,
  automation: Standing,
  actor: Actor,
  firings: readonly Firing[],
): Promise<{ done: number; failed: number }> {
  const counts = { done: 0, failed: 0 };
  for (const alike of Map.groupBy(firings, ({ cause, chain }) => [cause, ...chain].join(" ")).values()) {
    const operationId = uuidv7();
    const acting = actingAs(ctx, actor, "automation", operationId);
    const outcomes = await outcomesOf(acting, automation, alike);
    const ended = alike.flatMap((firing, place) => {
      const outcome = outcomes[place]!;
      if (!outcome.done && isOver(outcome.problem)) return [];
      const status: Status = outcome.done ? "done" : "failed";
      counts[status] += 1;
      return [{ firing, status, problem: outcome.done ? null : problemOf(outcome.problem) }];
    });
    await forgetHeld(ctx, alike);
    await note(ctx, automation, ended, operationId);
  }
  return counts;
}

async function outcomesOf(acting: Context, automation: Standing, firings: readonly Firing[]): Promise<Outcome[]> {
  const object = acting.catalogue.object(automation.action.object);
  const ids = firings.map(({ recordId }) => recordId);
  const prepared = { action: automation.action, inputs: { automation: automation.name } };
  try {
    const outcomes = await acting.db.open!.attempt(() => runOnMany(acting, object, prepared, ids));
    // Whoever was in the way is gone in a moment: the look is taken again, and nothing of it counts.
    for (const outcome of outcomes) if (!outcome.done && isPassing(outcome.problem)) throw outcome.problem;
    return outcomes;
  } catch (error) {
    if (isPassing(error)) throw error;
    // A fault of ours must not stand in the way of all other automations.
    const problem = error instanceof RaabtaError ? error : new FaultOfOurs(error);
    return ids.map((id) => ({ id, done: false, problem }));
  }
}

/** What the database says of itself or of others who hold the same records; a step that finds something else away has failed. */
const isPassing = (error: unknown): boolean =>
  error instanceof Unavailable && (isStorageFull(error) || error.cause !== undefined);

class FaultOfOurs extends RaabtaError {
  readonly status = 500;
  readonly code = "internal";
  constructor(cause: unknown) {
    super("Something went wrong that should not have");
    this.cause = cause;
  }
}

/** Another run, or a person, was quicker: there is nothing to do any more. */
const isOver = (problem: RaabtaError): boolean => problem.issues.some(({ code }) => code === "action.notNow");

const problemOf = ({ message, issues }: RaabtaError): Json => ({
  message,
  issues: issues.slice(0, 10).map(({ path, message: said, code = null }) => ({ path, message: said, code })),
});

async function forgetHeld(ctx: Context, firings: readonly Firing[]): Promise<void> {
  const held = firings.flatMap(({ runId }) => runId ?? []);
  if (held.length > 0) await ctx.db.query(sql`delete from automation_runs where id = any(${held}::uuid[])`);
}

/** The lines of the log. A change that has one for this automation already gets no second. */
export async function note(
  ctx: Context,
  automation: Pick<Standing, "id" | "action">,
  ended: readonly { firing: Firing; status: Status; problem?: Json }[],
  operationId: string | null,
): Promise<void> {
  if (ended.length === 0) return;
  const rows = ended.map(({ firing, status, problem = null }) => ({
    id: uuidv7(),
    record: firing.recordId,
    event: firing.eventId,
    chain: [...firing.chain],
    status,
    problem,
  }));
  await ctx.db.query(sql`
    insert into automation_runs (id, automation_id, object, record_id, event_id, operation_id, status, problem, chain, at)
    select n.id, ${automation.id}::uuid, ${automation.action.object}, n.record, n.event, case when n.status = 'done' then ${operationId}::uuid end,
      n.status, n.problem, n.chain, ${ctx.now().toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as n(id uuid, record uuid, event uuid, status text, problem jsonb, chain jsonb)
    on conflict (automation_id, event_id) do nothing`);
}
