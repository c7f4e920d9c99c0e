/** The workspaces of this installation: made, migrated, found and dropped. */
import { sql } from "#model/sql.ts";
import type { Catalogue } from "#model/catalogue.ts";
import { NotFound } from "#model/errors.ts";
import type { Rights } from "#model/rights.ts";
import type { Context, Via, Workspace, WorkspaceSettings } from "../context.ts";
import type { Database } from "../database/database.ts";
import { createRecords } from "../records/records.ts";
import { storedCatalogue, takeShape } from "./custom/stored.ts";
import { shapeModules } from "../schema/modules.ts";
import { migrateSchema, migratedTo, readMigrations } from "../schema/migrate.ts";
import {
  changeWorkspace,
  claimSandbox,
  claimWorkspace,
  dropWorkspaceTables,
  ensureDirectory,
  listWorkspaces,
  setState,
  toWorkspace,
  type Row,
} from "./directory.ts";
import type { Unwalled } from "./walls.ts";

/** A role that every new workspace has. */
export interface StarterRole {
  key: string;
  name: string;
  rights: Rights;
}

const FRESH_FOR = 10_000;

export class Workspaces {
  readonly #database: Database;
  readonly #catalogue: Catalogue;
  readonly #systemContext: (workspace: Workspace, via?: Via) => Context;
  readonly #roles: readonly StarterRole[];
  readonly #core: Catalogue;
  #known: Map<string, Workspace> | undefined;
  #readAt = 0;
  /** Rises with each change that a look which is under way may not have seen. */
  #changes = 0;
  #looking: { since: number; found: Promise<Map<string, Workspace>> } | undefined;
  readonly #shapes = new Map<string, { version: number; catalogue: Promise<Catalogue> }>();

  constructor(
    database: Database,
    catalogue: Catalogue,
    systemContext: (workspace: Workspace, via?: Via) => Context,
    roles: readonly StarterRole[],
    core: Catalogue = catalogue,
  ) {
    this.#database = database;
    this.#catalogue = catalogue;
    this.#systemContext = systemContext;
    this.#roles = roles;
    this.#core = core;
  }

  /** All that are ready, oldest first. */
  async list(): Promise<Workspace[]> {
    return [...(await this.#read()).values()];
  }

  /** @throws NotFound where there is no such workspace. */
  async get(slug: string): Promise<Workspace> {
    const found = (await this.#read()).get(slug) ?? (await this.#read(true)).get(slug);
    if (!found) throw new NotFound(`There is no workspace "${slug}"`);
    return found;
  }

  /** The one there is, or the one named. @throws NotFound with the names where one has to be named. */
  async only(slug: string | undefined): Promise<Workspace> {
    if (slug !== undefined) return this.get(slug);
    const all = await this.list();
    if (all.length === 1) return all[0]!;
    throw new NotFound(
      all.length === 0
        ? "There is no workspace yet"
        : `There are several workspaces; name one: ${all.map((each) => each.slug).join(", ")}`,
    );
  }

  /** Makes tables and starter roles. What a stop in the middle left is taken up again by the same call. */
  async create(input: { slug: string; name: string; settings: WorkspaceSettings }): Promise<Workspace> {
    await this.prepare();
    return this.#furnish(await claimWorkspace(this.#database, input));
  }

  /** One for trying things out, with a name of its own where none is said. What goes wrong leaves nothing behind. */
  async createSandbox(input: Parameters<typeof claimSandbox>[1]): Promise<Workspace> {
    const row = await claimSandbox(this.#database, input);
    try {
      return await this.#furnish(row);
    } catch (error) {
      await dropWorkspaceTables(this.#database, row);
      throw error;
    }
  }

  async #furnish(row: Row): Promise<Workspace> {
    await migrateSchema(this.#database, row.schema, await readMigrations());
    if (this.#hasModules()) await shapeModules(this.#database, row.schema, this.#core, this.#catalogue);
    const workspace = toWorkspace(row, this.#catalogue);
    await this.#addRoles(workspace);
    await setState(this.#database, row.slug, "ready");
    this.forget();
    return workspace;
  }

  async change(slug: string, change: { name?: string; settings?: Partial<WorkspaceSettings> }): Promise<Workspace> {
    await changeWorkspace(this.#database, slug, change);
    this.forget();
    return this.get(slug);
  }

  async drop(slug: string): Promise<void> {
    await dropWorkspaceTables(this.#database, await this.get(slug));
    this.forget();
  }

  /** The directory itself, and the walls between workspaces; safe at every start. @returns those that stand without, if any */
  prepare(): Promise<Unwalled | undefined> {
    return ensureDirectory(this.#database);
  }

  /** Is any workspace behind the newest migration? */
  async behind(): Promise<boolean> {
    const newest = (await readMigrations()).length;
    for (const workspace of await this.#bare())
      if ((await migratedTo(this.#database, workspace.schema)) < newest) return true;
    return false;
  }

  /** Brings every workspace up to date; cheap where there is nothing to do. @returns names applied by workspace. */
  async migrateAll(): Promise<Record<string, string[]>> {
    const migrations = await readMigrations();
    const done: Record<string, string[]> = {};
    for (const workspace of await this.#bare()) {
      const applied = await migrateSchema(this.#database, workspace.schema, migrations);
      // What a new release asks of every table, it asks of the company's own too.
      if (applied.length > 0)
        await this.#database.transaction(workspace.schema, (db) => takeShape(db, this.#catalogue));
      done[workspace.slug] = applied;
    }
    return done;
  }

  /** Tables and roles of modules in every workspace; nothing is asked where there is no module. */
  async takeModules(): Promise<void> {
    if (!this.#hasModules()) return;
    for (const workspace of await this.list()) {
      await shapeModules(this.#database, workspace.schema, this.#core, this.#catalogue);
      await this.#addRoles(workspace);
    }
  }

  /** Without the companies' own shapes: the tables that hold them may be those of an earlier release. */
  #bare(): Promise<Workspace[]> {
    return listWorkspaces(this.#database, () => Promise.resolve(this.#catalogue));
  }

  #hasModules(): boolean {
    return this.#core !== this.#catalogue;
  }

  /** The next question reads the directory anew. */
  forget(): void {
    this.#changes += 1;
    this.#known = undefined;
  }

  /** As it is now, for who has met that it has changed. @throws NotFound */
  ofNow(slug: string): Promise<Workspace> {
    this.forget();
    return this.get(slug);
  }

  async close(): Promise<void> {
    this.forget();
  }

  /** Right after a change all who come ask at once: one look is for all of them. */
  #read(anew = false): Promise<Map<string, Workspace>> {
    if (!anew && this.#known && Date.now() - this.#readAt < FRESH_FOR) return Promise.resolve(this.#known);
    if (!anew && this.#looking?.since === this.#changes) return this.#looking.found;
    const looking = { since: this.#changes, found: this.#look(this.#changes) };
    this.#looking = looking;
    const over = (): void => {
      if (this.#looking === looking) this.#looking = undefined;
    };
    looking.found.then(over, over);
    return looking.found;
  }

  async #look(since: number): Promise<Map<string, Workspace>> {
    const workspaces = await listWorkspaces(this.#database, (row) => this.#catalogueOf(row));
    const found = new Map(workspaces.map((workspace) => [workspace.slug, workspace]));
    if (since === this.#changes) {
      this.#known = found;
      this.#readAt = Date.now();
    }
    return found;
  }

  /** Made anew only where the company changed its objects or fields since, and once. */
  #catalogueOf({ schema, catalogueVersion: version }: Row): Promise<Catalogue> {
    if (version === 0) return Promise.resolve(this.#catalogue);
    const made = this.#shapes.get(schema);
    if (made?.version === version) return made.catalogue;
    const shape = { version, catalogue: storedCatalogue(this.#database.within(schema), this.#catalogue) };
    this.#shapes.set(schema, shape);
    shape.catalogue.catch(() => {
      if (this.#shapes.get(schema) === shape) this.#shapes.delete(schema);
    });
    return shape.catalogue;
  }

  async #addRoles(workspace: Workspace): Promise<void> {
    const ctx = this.#systemContext(workspace);
    const role = this.#catalogue.object("role");
    const there = await ctx.db.query<{ key: string }>(sql`select key from ${sql.id(role.table)} where key is not null`);
    const missing = this.#roles.filter((each) => !there.some((row) => row.key === each.key));
    if (missing.length > 0)
      await createRecords(
        ctx,
        role.name,
        missing.map(({ key, name, rights }) => ({ key, name, rights })),
      );
  }
}
