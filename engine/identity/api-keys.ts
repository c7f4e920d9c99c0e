/** Keys by which programs act with a role's rights, in one workspace: `rb_<workspace>-<prefix>_<secret>`. */
import { sql } from "#model/sql.ts";
import { Forbidden, InvalidInput } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import type { KeyScope } from "#model/rights.ts";
import type { Actor, Context, Workspace } from "../context.ts";
import type { Database } from "../database/database.ts";
import { idOf, read } from "../query/read.ts";
import { create, update } from "../records/records.ts";
import { withAllRights } from "./acting.ts";
import { Kept } from "./kept.ts";
import { readScope, withinScope } from "./key-scope.ts";
import { isLivingKey } from "./living-key.ts";
import { readRights } from "./members.ts";
import { assertMayGive } from "./membership.rules.ts";
import { ACCESS_CHANNEL, type Notices } from "./notices.ts";
import { hashOf, newSecret } from "./secrets.ts";
import { teamIdsOf } from "./teams.ts";

const FORM = /^rb_([a-z][a-z0-9-]{0,39})-([a-z0-9]{6,12})_([a-z0-9]{40,60})$/;
const TOUCH_EVERY_MS = 60_000;

interface Row {
  id: string;
  owner_id: string | null;
  role_id: string;
  rights: string;
  scope: string | null;
  expires_at: Date | null;
  team_ids: string[];
}

interface Found {
  actor: Actor;
  expiresAt: number;
}

/** A new key for a workspace. The key itself is said once; `prefix` and `hash` are kept. */
function newApiKey(workspace: { slug: string }): { key: string; prefix: string; hash: string } {
  const prefix = `${workspace.slug}-${newSecret(5).padStart(8, "0").slice(0, 8)}`;
  const key = `rb_${prefix}_${newSecret(32).padStart(50, "0")}`;
  return { key, prefix: prefix.slice(-40), hash: hashOf(key) };
}

/**
 * Makes a key. The caller's right to do so has been checked.
 * @param input.role id of a role, or its key or name
 * @param input.scope what the key keeps of the role; all of it if not said
 */
export async function createApiKey(
  ctx: Context,
  input: { name: string; role: string; expiresAt?: string | undefined; scope?: KeyScope | undefined },
): Promise<{ id: string; key: string }> {
  const scope = readScope(ctx.catalogue, input.scope);
  const role = await findRole(ctx, input.role);
  await assertMayGive(ctx, role);
  const { key, prefix, hash } = newApiKey(ctx.workspace);
  const made = await create(withAllRights(ctx), "apiKey", {
    name: input.name,
    role,
    prefix,
    hash,
    scope: scope as JsonObject | null,
    expiresAt: input.expiresAt ?? null,
  });
  return { id: made.id, key };
}

/** @throws NotFound where it is not there. A key that was revoked stays so. */
export async function revokeApiKey(ctx: Context, id: string): Promise<void> {
  const { role } = await read(ctx, "apiKey", id);
  await assertMayGive(ctx, idOf(role) ?? "");
  await update(withAllRights(ctx), "apiKey", id, { revokedAt: ctx.now().toISOString() });
}

/** The id of a role named by its id, key or name. @throws InvalidInput naming `role` */
export async function findRole(ctx: Context, named: string): Promise<string> {
  const [row] = await ctx.db.query(sql<{ id: string }>`
    select id from roles where deleted_at is null and (id::text = ${named} or key = ${named} or lower(name) = lower(${named}))`);
  if (!row) throw new InvalidInput([{ path: "role", message: "is no role of this workspace", code: "server.noRole" }]);
  return row.id;
}

export class ApiKeys {
  readonly #database: Database;
  readonly #get: (slug: string) => Promise<Workspace | undefined>;
  readonly #kept: Kept<Found | null>;
  readonly #touched = new Map<string, number>();

  constructor(database: Database, get: (slug: string) => Promise<Workspace | undefined>, notices: Notices) {
    this.#database = database;
    this.#get = get;
    this.#kept = new Kept({ size: 10_000, ms: 30_000, trusted: () => notices.connected });
    notices.onNotice((channel, slug) => {
      if (channel === ACCESS_CHANNEL) this.forget(slug);
    });
  }

  /** @throws Forbidden (401) where no living key reads so; it does not say why. */
  async find(key: string): Promise<{ workspace: Workspace; actor: Actor }> {
    const slug = FORM.exec(key)?.[1];
    const workspace = slug === undefined ? undefined : await this.#get(slug);
    if (!workspace) throw refused();
    const hash = hashOf(key);
    const found = await this.#kept.get(`${workspace.slug}/${hash}`, () => this.#ask(workspace, hash));
    if (!found || found.expiresAt <= Date.now()) throw refused();
    this.#touch(workspace, found.actor.apiKeyId!);
    return { workspace, actor: found.actor };
  }

  forget(slug: string): void {
    this.#kept.clear(slug === "" ? "" : `${slug}/`);
  }

  async #ask(workspace: Workspace, hash: string): Promise<Found | null> {
    const [row] = await this.#database.within(workspace.schema).query(sql<Row>`
      select k.id, k.created_by_id as owner_id, k.role_id, r.rights::text as rights, k.scope::text as scope, k.expires_at, ${teamIdsOf(sql`k.created_by_id`)} as team_ids
      from api_keys k join roles r on r.id = k.role_id and r.deleted_at is null
      where k.hash = ${hash} and ${isLivingKey}`);
    if (!row) return null;
    return {
      actor: {
        kind: "apiKey",
        userId: row.owner_id,
        apiKeyId: row.id,
        roleId: row.role_id,
        rights: withinScope(readRights(row.rights), row.scope, workspace.catalogue),
        teamIds: row.team_ids,
      },
      expiresAt: row.expires_at?.getTime() ?? Infinity,
    };
  }

  /** Notes the use, once a minute; that it could not be noted is no reason to refuse the request. */
  #touch(workspace: Workspace, id: string): void {
    const now = Date.now();
    const place = `${workspace.slug}/${id}`;
    if ((this.#touched.get(place) ?? 0) > now - TOUCH_EVERY_MS) return;
    this.#touched.set(place, now);
    this.#database
      .within(workspace.schema)
      .query(sql`update api_keys set last_used_at = now() where id = ${id}`)
      .catch(() => this.#touched.delete(place));
  }
}

const refused = (): Forbidden => new Forbidden("This API key is not valid, or no longer.", [], false);
