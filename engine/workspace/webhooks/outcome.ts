/** What follows from an attempt to send: done, tried again later and later, given up, or the webhook is switched off. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "../../context.ts";
import type { Answered } from "../../outbound/request.ts";
import { update } from "../../records/records.ts";
import { finish, putOff, type Claimed } from "./deliveries.ts";
import type { OffReason } from "./reader.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after the first, second … attempt, as the Standard Webhooks specification proposes; then it is given up. */
const PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** Failures without a success between, after which the address itself rests. */
const RESTS_AFTER = 5;
const LONGEST_REST = 5 * MINUTE;
const LONGEST_ASKED = HOUR;
/** An address that answered nothing well for so long is given up. */
const OFF_AFTER = 120 * HOUR;
const GONE = 410;

/** Between half of it and all, so that what failed together is not tried together. */
const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2);

/** @returns why the webhook has to be switched off, where it has to */
export function settle(ctx: Context, claimed: Claimed, answered: Answered): Promise<OffReason | undefined> {
  return ctx.transaction(async (inner) => {
    const [place] = await inner.db.query(sql<{ failures: number; since: Date | null }>`
      select failures, failing_since as since from webhook_places where webhook_id = ${claimed.webhook_id}::uuid for update`);
    // It was deleted for good meanwhile.
    if (!place) return undefined;
    const { status } = answered;
    if (status !== null && status >= 200 && status < 300) {
      await finish(inner, claimed, "done", answered);
      await answersWell(inner, claimed, status, place.failures);
      return undefined;
    }
    const now = inner.now();
    const pause = PAUSES[claimed.attempts - 1];
    if (pause === undefined) await finish(inner, claimed, "dead", answered);
    else
      await putOff(
        inner,
        claimed,
        new Date(now.getTime() + Math.max(jittered(pause), askedFor(answered, now))),
        answered,
      );
    const failures = place.failures + 1;
    const rest =
      failures < RESTS_AFTER ? 0 : Math.min(jittered(SECOND * 2 ** Math.min(failures - RESTS_AFTER, 16)), LONGEST_REST);
    const since = place.since ?? now;
    await inner.db
      .query(sql`update webhook_places set failures = ${failures}, failing_since = ${since.toISOString()}::timestamptz, last_at = ${now.toISOString()}::timestamptz,
      last_status = ${status}, paused_until = ${rest === 0 ? null : new Date(now.getTime() + rest).toISOString()}::timestamptz where webhook_id = ${claimed.webhook_id}::uuid`);
    if (status === GONE) return "gone";
    return now.getTime() - since.getTime() >= OFF_AFTER ? "failing" : undefined;
  });
}

/** An address that has come back is sent at once what waited for it. */
async function answersWell(ctx: Context, { webhook_id: id }: Claimed, status: number, failures: number): Promise<void> {
  const now = ctx.now().toISOString();
  await ctx.db.query(
    sql`update webhook_places set failures = 0, failing_since = null, paused_until = null, last_at = ${now}::timestamptz, last_status = ${status} where webhook_id = ${id}::uuid`,
  );
  if (failures >= RESTS_AFTER)
    await ctx.db.query(sql`update webhook_deliveries set due_at = ${now}::timestamptz
      where webhook_id = ${id}::uuid and status = 'waiting' and head and not claimed and due_at > ${now}::timestamptz`);
}

/** What `Retry-After` asks for, in milliseconds; an hour at most. */
function askedFor({ retryAfter }: Answered, now: Date): number {
  if (retryAfter === null) return 0;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * SECOND : Date.parse(retryAfter) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_ASKED) : 0;
}

/** In the name of the system; one that is off already stays as it is. @returns its name and address where it was on */
export function switchOff(
  ctx: Context,
  id: string,
  reason: OffReason,
): Promise<{ name: string; address: string } | undefined> {
  return ctx.transaction(async (inner) => {
    const [row] = await inner.db.query(sql<{ name: string; address: string }>`
      select name, address from webhooks where id = ${id}::uuid and active and deleted_at is null for update`);
    if (row) await update(asSystem(inner), "webhook", id, { active: false, offReason: reason });
    return row;
  });
}
