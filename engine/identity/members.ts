/** Who is a member of which workspace, with which rights: answered from memory until a role, team or user changes. */
import { sql } from "#model/sql.ts";
import { rightsSchema, type Rights } from "#model/rights.ts";
import type { Actor, Workspace } from "../context.ts";
import type { Database } from "../database/database.ts";
import { Kept } from "./kept.ts";
import { ACCESS_CHANNEL, type Notices } from "./notices.ts";
import { teamIdsOf } from "./teams.ts";

interface Row {
  id: string;
  role_id: string;
  rights: string;
  team_ids: string[];
}

export class Members {
  readonly #database: Database;
  readonly #list: () => Promise<Workspace[]>;
  readonly #kept: Kept<Actor | null>;

  constructor(database: Database, list: () => Promise<Workspace[]>, notices: Notices) {
    this.#database = database;
    this.#list = list;
    this.#kept = new Kept({ size: 10_000, ms: 30_000, trusted: () => notices.connected });
    notices.onNotice((channel, slug) => {
      if (channel === ACCESS_CHANNEL) this.forget(slug);
    });
  }

  /** The account as an actor of the workspace; null where it is no active member. */
  find(workspace: Workspace, accountId: string): Promise<Actor | null> {
    return this.#kept.get(`${workspace.slug}/${accountId}`, () => this.#ask(workspace, accountId));
  }

  /** The workspaces that an account may enter, oldest first. */
  async workspacesOf(accountId: string): Promise<Workspace[]> {
    const all = await this.#list();
    const mine: Workspace[] = [];
    for (const workspace of all) if (await this.find(workspace, accountId)) mine.push(workspace);
    return mine;
  }

  /** How a member likes to see things; what was never said is left out. */
  async preferences(workspace: Workspace, accountId: string): Promise<{ language?: string; theme?: string }> {
    const [row] = await this.#database.within(workspace.schema).query(sql<{
      language: string | null;
      theme: string | null;
    }>`
      select language, theme from users where auth_id = ${accountId} and deleted_at is null`);
    return { ...(row?.language ? { language: row.language } : {}), ...(row?.theme ? { theme: row.theme } : {}) };
  }

  /** Is there a workspace that someone can sign in to? */
  async anyone(): Promise<boolean> {
    for (const workspace of await this.#list()) {
      const [found] = await this.#database.within(workspace.schema).query(sql<{ id: string }>`
        select id from users where auth_id is not null and deleted_at is null limit 1`);
      if (found) return true;
    }
    return false;
  }

  forget(slug: string): void {
    this.#kept.clear(slug === "" ? "" : `${slug}/`);
  }

  async #ask(workspace: Workspace, accountId: string): Promise<Actor | null> {
    const [row] = await this.#database.within(workspace.schema).query(sql<Row>`
      select u.id, u.role_id, r.rights::text as rights,
        ${teamIdsOf(sql`u.id`)} as team_ids
      from users u join roles r on r.id = u.role_id and r.deleted_at is null
      where u.auth_id = ${accountId} and u.status = 'active' and u.deleted_at is null`);
    return row
      ? { kind: "user", userId: row.id, roleId: row.role_id, rights: readRights(row.rights), teamIds: row.team_ids }
      : null;
  }
}

/** Rights as stored. What does not read as rights allows nothing. */
export function readRights(text: string): Rights {
  const parsed = rightsSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : NOTHING;
}

const NOTHING: Rights = {
  standard: { read: "none", create: false, update: "none", delete: "none" },
  objects: {},
  capabilities: [],
};
