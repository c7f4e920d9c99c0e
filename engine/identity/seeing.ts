/** Looking as somebody else does: with their rights, never with more than one's own, and changing nothing. */
import { sql } from "#model/sql.ts";
import { Forbidden, NotFound } from "#model/errors.ts";
import { assertCapability, objectRights } from "../access/rights.ts";
import type { Actor, Context } from "../context.ts";
import { appendEvents } from "../events/append.ts";
import { uuidv7 } from "../records/uuid.ts";
import { assertMayGive } from "./membership.rules.ts";
import { readRights } from "./members.ts";
import { actorOf } from "./on-behalf.ts";
import { isOwner } from "./owner.ts";

/** As whom: a person, or whoever has a role and is in no team. */
export interface Seen {
  kind: "user" | "role";
  id: string;
}

/**
 * The actor whose eyes are lent; `ctx` is that of who looks.
 * @throws Forbidden where there would be more to see than the viewer may see themself, NotFound where there is nobody such
 */
export async function seeingAs(ctx: Context, seen: Seen): Promise<Actor> {
  const { actor: viewer } = ctx;
  if (viewer.kind !== "user" || viewer.userId === null) throw new Forbidden("Only people see as somebody else.");
  // Asked again with each answer: whoever looks after people no more looks as nobody any more.
  assertCapability(viewer, "users");
  const theirs = seen.kind === "user" ? await personNamed(ctx, seen.id) : await bearerOf(ctx, seen.id, viewer.userId);
  await assertMayGive(ctx, theirs.roleId!);
  if (!(await isOwner(ctx))) assertSeesAll(ctx, theirs);
  return { ...theirs, rights: { ...theirs.rights!, seen: true }, seenBy: viewer.userId };
}

async function personNamed(ctx: Context, userId: string): Promise<Actor> {
  try {
    return await actorOf(ctx, { kind: "user", userId, roleId: null });
  } catch (error) {
    if (error instanceof Forbidden) throw new NotFound("There is no such person at work here");
    throw error;
  }
}

async function bearerOf(ctx: Context, roleId: string, userId: string): Promise<Actor> {
  const [row] = await ctx.db.query(sql<{ rights: string }>`
    select rights::text as rights from roles where id = ${roleId}::uuid and deleted_at is null`);
  if (!row) throw new NotFound("There is no such role");
  return { kind: "user", userId, roleId, rights: readRights(row.rights), teamIds: [] };
}

/** What is another's own or their team's is within all, and within nothing less. */
function assertSeesAll(ctx: Context, theirs: Actor): void {
  for (const object of ctx.catalogue.objects.values()) {
    if (object.definition.shared || object.definition.ownership.by === "none") continue;
    const [mine, other] = [objectRights(ctx.actor, object).read, objectRights(theirs, object).read];
    if (mine === "all" || other === "none") continue;
    throw new Forbidden(`There may be ${object.plural} to see that you may not see yourself.`, [
      { path: "", message: "may see more than you", code: "seeAs.above", params: { place: object.name } },
    ]);
  }
}

/** That it was begun is kept, by whom and as whom. */
export async function noteSeeing(ctx: Context, { kind, id }: Seen): Promise<void> {
  await ctx.transaction((inner) =>
    appendEvents(inner, [
      { id: uuidv7(), record_id: id, object: kind, type: "read", before: null, after: { fields: ["seenAs"] } },
    ]),
  );
}
