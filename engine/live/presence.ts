/** Who looks at a record or edits it just now: rows that fade unless they are renewed, the same for every process. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import { SYSTEM_FIELDS } from "#model/object.ts";
import type { Context } from "../context.ts";
import { scopeOf, seesPath } from "../access/rights.ts";
import { seesAll } from "../access/visible.ts";
import type { Database } from "../database/database.ts";
import { userSummary } from "../query/select.ts";
import { OWN_ID, showOwnRows } from "../workspace/openings.ts";

/** Milliseconds for which someone counts as there without saying so again. */
export const PRESENT_FOR_MS = 45_000;

export interface Present {
  userId: string;
  /** `{ id, title }` of the person. */
  person: Json;
  /** Name of the field that is being edited, if any. */
  editing: string | null;
}

/** The table of those present; safe at every start. It is not logged: after a crash everyone says anew that they are there. */
export async function preparePresence(database: Database): Promise<void> {
  await database.transaction("public", async (db) => {
    await db.query(sql`create unlogged table if not exists raabta.presence (
    workspace_id uuid not null, record_id uuid not null, user_id uuid not null, tab text not null, object text not null,
    editing text, until timestamptz(3) not null, primary key (workspace_id, record_id, user_id, tab))`);
    await showOwnRows(db, "presence", `workspace_id = ${OWN_ID}`, "select, insert, update, delete");
  });
}

export interface Stay {
  object: string;
  id: string;
  /** Tells the windows of one person apart. */
  tab: string;
  editing: string | null;
}

/** The caller is there for another while; the right to read the record has been checked. @returns whether others see a difference */
export async function stay(ctx: Context, { object, id, tab, editing }: Stay): Promise<boolean> {
  const [row] = await ctx.db.query(sql<{ news: boolean }>`
    with before as (select editing from raabta.presence where workspace_id = ${ctx.workspace.id}::uuid and record_id = ${id}::uuid
      and user_id = ${ctx.actor.userId}::uuid and tab = ${tab} and until > now())
    insert into raabta.presence (workspace_id, record_id, user_id, tab, object, editing, until)
    values (${ctx.workspace.id}::uuid, ${id}::uuid, ${ctx.actor.userId}::uuid, ${tab}, ${object}, ${editing}, now() + ${`${PRESENT_FOR_MS} milliseconds`}::interval)
    on conflict (workspace_id, record_id, user_id, tab) do update set editing = excluded.editing, until = excluded.until
    returning not exists (select 1 from before where before.editing is not distinct from ${editing}::text) as news`);
  return row!.news;
}

/** The caller's window has left the record. Also takes away what has faded. */
export async function leave(ctx: Context, id: string, tab: string): Promise<void> {
  await ctx.db.query(sql`delete from raabta.presence where until < now() or (workspace_id = ${ctx.workspace.id}::uuid
    and record_id = ${id}::uuid and user_id = ${ctx.actor.userId}::uuid and tab = ${tab})`);
}

/** Everyone present in the workspace (or at one record), by record; a person with several windows once. */
export async function readPresent(
  ctx: Context,
  record?: string,
): Promise<Map<string, { object: string; people: Present[] }>> {
  const rows = await ctx.db.query(sql<{
    record_id: string;
    object: string;
    user_id: string;
    editing: string | null;
    person: string | null;
  }>`
    select p.record_id, p.object, p.user_id, max(p.editing) as editing, ${userSummary(ctx, sql.ref("p.user_id"))} as person
    from raabta.presence p where p.workspace_id = ${ctx.workspace.id}::uuid and p.until > now() ${record === undefined ? sql`` : sql`and p.record_id = ${record}::uuid`}
    group by p.record_id, p.object, p.user_id order by p.record_id, p.user_id`);
  const present = new Map<string, { object: string; people: Present[] }>();
  for (const row of rows) {
    const at = present.get(row.record_id) ?? { object: row.object, people: [] };
    present.set(row.record_id, at);
    if (row.person !== null)
      at.people.push({ userId: row.user_id, person: JSON.parse(row.person) as Json, editing: row.editing });
  }
  return present;
}

/** The others at a record, as one viewer may see them: of a field that is hidden from the viewer it is not said that somebody edits it. */
export function othersOf(
  ctx: Context,
  object: string,
  people: readonly Present[],
): { person: Json; editing: string | null }[] {
  const users = ctx.catalogue.object(SYSTEM_FIELDS["createdBy"]!.type);
  if (scopeOf(ctx.actor, users, "read") === "none" || !seesAll(ctx, users.name)) return [];
  const at = ctx.catalogue.objects.get(object);
  const isSeen = (field: string | null): boolean => field !== null && at !== undefined && seesPath(ctx, at, field);
  return people
    .filter((one) => one.userId !== ctx.actor.userId)
    .map(({ person, editing }) => ({ person, editing: isSeen(editing) ? editing : null }));
}
