/** What must hold of users, roles and keys: an owner remains, nobody raises himself or others above himself, and all processes hear of it. */
import { sql } from "kysely";
import { Forbidden } from "#model/errors.ts";
import { rightsSchema } from "#model/rights.ts";
import type { Context } from "../context.ts";
import type { Change } from "../records/change.ts";
import { defineRules, type ObjectRules, type Rule } from "../records/rules.ts";
import { ACCESS_CHANNEL } from "./notices.ts";

const ALL = ["create", "update", "delete", "restore"] as const;
/** `key` of the role that may do everything. */
export const OWNER = "owner";

/** Sent when the change is committed; every process then forgets what it knew of rights in this workspace. */
const tellOthers: Rule = {
  on: ALL,
  after: async (ctx) => {
    await ctx.db.query(sql`select pg_notify(${ACCESS_CHANNEL}, ${ctx.workspace.slug})`);
  },
};

async function ownerRoles(ctx: Context): Promise<Set<string>> {
  const rows = await ctx.db.query(sql<{ id: string }>`select id from roles where key = ${OWNER}`);
  return new Set(rows.map((row) => row.id));
}

async function isOwner(ctx: Context): Promise<boolean> {
  if (ctx.actor.rights === null || ctx.actor.roleId === null) return ctx.actor.rights === null;
  return (await ownerRoles(ctx)).has(ctx.actor.roleId);
}

/** @throws Forbidden where this role is the owner's and the actor is none. */
export async function assertMayGive(ctx: Context, roleId: string): Promise<void> {
  if ((await ownerRoles(ctx)).has(roleId) && !(await isOwner(ctx)))
    throw new Forbidden("Only an owner may give the role of owner.");
}

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

const rightsAreRights: Rule = {
  on: ["create", "update"],
  before: (ctx, changes) => {
    for (const change of changes) {
      if (change.before?.["key"] === OWNER && change.changes("rights") && ctx.actor.rights !== null) {
        change.refuse(
          "rights",
          "of the owner cannot be changed: someone must be able to do everything",
          "server.ownerRights",
        );
      } else if ("rights" in change.patch) refuseBadRights(ctx, change);
    }
  },
};

function refuseBadRights(ctx: Context, change: Change): void {
  const parsed = rightsSchema.safeParse(change.patch["rights"]);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) change.refuse(["rights", ...issue.path].join("."), issue.message);
    return;
  }
  for (const name of Object.keys(parsed.data.objects)) {
    if (!ctx.catalogue.objects.has(name)) change.refuse(`rights.objects.${name}`, "is no object", "server.noObject");
  }
}

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
  defineRules("user", onlyOwnersTouchOwners, oneOwnerRemains, emailStays, tellOthers),
  defineRules("role", rightsAreRights, usedRolesStay, tellOthers),
  defineRules("team", tellOthers),
  defineRules("apiKey", onlyOwnersTouchOwners, tellOthers),
  defineRules("invitation", onlyOwnersTouchOwners),
];
