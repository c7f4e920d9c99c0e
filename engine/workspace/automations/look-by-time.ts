/** Looks which records have come to stand as an automation waits for: once each time they come to it, in chunks. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "../../context.ts";
import { rowCondition } from "../../access/record-rights.ts";
import { actingAs } from "../../identity/on-behalf.ts";
import { filterUsesStatistics, fromObject } from "../../query/columns.ts";
import { compileFilter } from "../../query/filter.ts";
import { nextLook } from "./next-look.ts";
import { perform } from "./perform.ts";
import { runnerOf, settle, switchOff, type Standing } from "./standing.ts";
import { NO_ID } from "../../records/uuid.ts";

const AT_ONCE = 200;
/** Of those that the day has no room for no more are counted. */
const MOST_COUNTED = 10_000;

export const isDue = ({ trigger, dueAt }: Standing, now: Date): boolean =>
  trigger.on === "time" && dueAt !== null && dueAt <= now;

/** The next chunk. @returns whether there is another to be looked at now */
export function lookByTime(ctx: Context, automation: Standing): Promise<boolean> {
  const { id, trigger, action, position, room } = automation;
  const { condition } = action;
  if (trigger.on !== "time" || condition === null) return Promise.resolve(false);
  return asSystem(ctx).transaction(async (inner) => {
    const [own] = await inner.db.query(sql`select from automation_states where automation_id = ${id}::uuid
      and position is not distinct from ${position}::uuid and due_at <= ${ctx.now().toISOString()}::timestamptz for update skip locked`);
    if (!own) return false;
    const actor = await runnerOf(inner, automation);
    if (typeof actor === "string") {
      await switchOff(inner, id, actor);
      return false;
    }
    const reading = actingAs(inner, actor, "automation", inner.operationId);
    const object = inner.catalogue.object(action.object);
    const from = fromObject(object, "t", filterUsesStatistics(object, condition));
    const stands = sql`t.deleted_at is null and ${rowCondition(reading, object, "t")} and ${compileFilter(reading, object, condition, "t")}`;
    if (position === null)
      await inner.db.query(sql`delete from automation_matches m where m.automation_id = ${id}::uuid
        and not exists (select from ${from} where t.id = m.record_id and ${stands})`);
    const fresh = sql`from ${from} where ${stands} and t.id > ${position ?? NO_ID}::uuid
      and not exists (select from automation_matches m where m.automation_id = ${id}::uuid and m.record_id = t.id)`;
    const take = Math.min(AT_ONCE, Math.max(0, room));
    const rows = await inner.db.query(sql<{ id: string }>`select t.id ${fresh} order by t.id limit ${take}`);
    const ids = rows.map((row) => row.id);
    await inner.db.query(sql`insert into automation_matches (automation_id, record_id)
      select ${id}::uuid, r from unnest(${ids}::uuid[]) as r on conflict do nothing`);
    const { done, failed } = await perform(
      inner,
      automation,
      actor,
      ids.map((recordId) => ({ recordId, eventId: null, cause: null, chain: [] })),
    );
    if (ids.length > 0) await settle(inner, id, { done, failed });
    const more = ids.length === AT_ONCE && room > AT_ONCE;
    const [left] =
      more || ids.length < take
        ? [{ count: 0 }]
        : await inner.db.query(sql<{ count: number }>`
            select count(*)::int as count from (select ${fresh} and t.id <> all(${ids}::uuid[]) limit ${MOST_COUNTED}) as l`);
    const next = more ? inner.now() : nextLook(trigger, inner.now(), inner.workspace.settings.timeZone);
    await inner.db
      .query(sql`update automation_states set position = ${more ? ids.at(-1)! : null}::uuid, due_at = ${next.toISOString()}::timestamptz,
      held = ${left!.count}, last_at = ${inner.now().toISOString()}::timestamptz where automation_id = ${id}::uuid`);
    return more;
  });
}
