/** What must hold of users, roles and keys: an owner remains, nobody raises himself or others above himself, and all processes hear of it. */
import { sql } from "#model/sql.ts";
import { Forbidden } from "#model/errors.ts";
import { plainText } from "#model/json.ts";
import type { Capability } from "#model/rights.ts";
import { assertCapability } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { defineRules, type ObjectRules, type Rule } from "../records/rules.ts";
import { exceeding, GUARDED } from "./exceeding.ts";
import { readRights } from "./members.ts";
import { ACCESS_CHANNEL } from "./notices.ts";
import { isOwner, ownerRoles } from "./owner.ts";
import { rightsAreRights } from "./role-rights.rules.ts";
import { teamRules } from "./teams.ts";

const ALL = ["create", "update", "delete", "restore"] as const;
/** Sent when the change is committed; every process then forgets what it knew of rights in this workspace. */
const tellOthers: Rule = {
  on: ALL,
  after: async (ctx) => {
    await ctx.db.query(sql`select pg_notify(${ACCESS_CHANNEL}, ${ctx.workspace.slug})`);
  },
};

/** @throws Forbidden where this role may do what the actor may not; owners give every role. */
export async function assertMayGive(ctx: Context, roleId: string): Promise<void> {
  if (await isOwner(ctx)) return;
  if ((await ownerRoles(ctx)).has(roleId)) throw new Forbidden("Only an owner may give the role of owner.");
  const place = (await beyondOwn(ctx, [roleId])).get(roleId);
  if (place) throw new Forbidden(`This role may do more than yours: ${place}.`);
}

/** Of these roles those that may do more than the actor's, with the first place where they do. */
async function beyondOwn(ctx: Context, roleIds: readonly string[]): Promise<Map<string, string>> {
  const { rights } = ctx.actor;
  if (rights === null) return new Map();
  const rows = await ctx.db.query(sql<{ id: string; rights: string }>`
    select id, rights::text as rights from roles where id = any(${[...roleIds]}::uuid[])`);
  const found = rows.map((row) => [row.id, exceeding(readRights(row.rights), rights, ctx.catalogue)] as const);
  return new Map(found.filter((each): each is readonly [string, string] => each[1] !== undefined));
}

/** A role that may change all records may not thereby change who may do what: that needs the capability too. */
const needsCapability = (capability: Capability): Rule => ({
  on: ALL,
  before: (ctx) => assertCapability(ctx.actor, capability),
});

/** Neither to others nor to oneself. */
const givesNoMoreThanOwn: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    if (await isOwner(ctx)) return;
    const given = changes.filter((change) => change.changes("role"));
    const beyond = await beyondOwn(
      ctx,
      given.map((change) => plainText(change.value("role"))),
    );
    for (const change of given) {
      const place = beyond.get(plainText(change.value("role")));
      if (place) change.refuse("role", `may do more than yours: ${place}`, "server.aboveOwn", { place });
    }
  },
};

/** Only an owner makes owners, and only an owner changes one. */
const onlyOwnersTouchOwners: Rule = {
  on: ALL,
  before: async (ctx, changes) => {
    if (await isOwner(ctx)) return;
    const owners = await ownerRoles(ctx);
    const isOwners = (value: unknown) => typeof value === "string" && owners.has(value);
    for (const change of changes) {
      if (isOwners(change.value("role")) || isOwners(change.before?.["role"]))
        change.refuse("role", "only an owner may do this with the role of owner", "server.ownersOnly");
    }
  },
};

/** The last active owner can neither leave nor be suspended: nobody could let anyone in again. */
const oneOwnerRemains: Rule = {
  on: ["update", "delete"],
  before: async (ctx, changes) => {
    const owners = await ownerRoles(ctx);
    const isActiveOwner = (role: unknown, status: unknown) => owners.has(String(role)) && status === "active";
    const leaving = changes.filter(
      (change) =>
        isActiveOwner(change.before?.["role"], change.before?.["status"]) &&
        (change.kind === "delete" || !isActiveOwner(change.value("role"), change.value("status"))),
    );
    if (leaving.length === 0) return;
    // Locked, so that two owners cannot leave at the same time.
    const rows = await ctx.db.query(sql<{ id: string }>`
      select id from users where role_id = any(${[...owners]}::uuid[]) and status = 'active' and deleted_at is null for update`);
    const gone = new Set(leaving.map((change) => change.id));
    if (rows.every((row) => gone.has(row.id)))
      for (const change of leaving)
        change.refuse("role", "is the last owner; make someone else an owner first", "server.lastOwner");
  },
};

/** An e-mail is how one signs in; it is changed by its person, with the account. */
const emailStays: Rule = {
  on: ["update"],
  before: (ctx, changes) => {
    if (ctx.actor.rights === null) return;
    for (const change of changes)
      if (change.changes("email"))
        change.refuse("email", "belongs to the account of the person", "server.emailOfAccount");
  },
};

/** A role that someone has cannot go; the seven that came with the product stay. */
const usedRolesStay: Rule = {
  on: ["delete"],
  before: async (ctx, changes) => {
    const ids = changes.map((change) => change.id);
    const used = new Set(
      (
        await ctx.db.query(sql<{ id: string }>`
        select role_id as id from users where role_id = any(${ids}::uuid[]) and deleted_at is null
        union select role_id from api_keys where role_id = any(${ids}::uuid[]) and deleted_at is null and revoked_at is null`)
      ).map((row) => row.id),
    );
    for (const change of changes) {
      if (change.before?.["key"]) change.refuse("", "came with the product and stays", "server.productRole");
      else if (used.has(change.id)) change.refuse("", "is still somebody's role", "server.roleInUse");
    }
  },
};

export const membershipRules: ObjectRules[] = [
  defineRules(
    "user",
    needsCapability(GUARDED["user"]!),
    onlyOwnersTouchOwners,
    givesNoMoreThanOwn,
    oneOwnerRemains,
    emailStays,
    tellOthers,
  ),
  defineRules("role", needsCapability(GUARDED["role"]!), rightsAreRights, usedRolesStay, tellOthers),
  teamRules,
  defineRules("team", tellOthers),
  defineRules("apiKey", onlyOwnersTouchOwners, tellOthers),
  defineRules("invitation", onlyOwnersTouchOwners),
];
