/** The directory of workspaces: one row each in schema `raabta`, one PostgreSQL schema each for their data. */
import type pg from "pg";
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Catalogue } from "#model/catalogue.ts";
import { Conflict, InvalidInput, NotFound, Unavailable, type Issue } from "#model/errors.ts";
import { isDayOfEachYear } from "#model/relative-date.ts";
import { isTimeZone } from "#model/time-zone.ts";
import { Database, type Db } from "../database/database.ts";
import type { Workspace, WorkspaceSettings } from "../context.ts";
import { CATALOGUE_CHANNEL } from "../identity/notices.ts";
import { factOf } from "../schema/modules.ts";
import { uuidv7 } from "../records/uuid.ts";
import { openToRoles } from "./openings.ts";
import { dropRole, raiseWalls, type Unwalled } from "./walls.ts";

export const SLUG = /^[a-z][a-z0-9-]{0,39}$/;

export const settingsSchema: z.ZodType<WorkspaceSettings> = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  baseCurrency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string().refine(isTimeZone, "is no IANA time zone"),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  language: z.enum(["en", "hi", "ur"]),
  weekStart: z.int().min(1).max(7),
  fiscalYearStart: z.string().refine(isDayOfEachYear, "is a day that each year has, as 04-01"),
  numberingSystem: z.enum(["latn", "deva", "arabext"]),
  sample: z.boolean(),
  sampleOperation: z.uuid().optional(),
  sandboxOf: z.string().optional(),
  trashDays: z.int().min(1).max(3650).nullish(),
}) as z.ZodType<WorkspaceSettings>;

export interface Row {
  id: string;
  slug: string;
  name: string;
  schema: string;
  settings: string;
  state: string;
  epoch: string;
  /** PostgreSQL's role that owns the schema and all in it; null where none could be made. */
  role: string | null;
  /** Rises with each change of the objects and fields that the company made itself; 0: there are none. */
  catalogueVersion: number;
}

const ROOT = "public";

const ROW = sql`id, slug, name, schema, settings::text as settings, state, epoch, role, catalogue_version as "catalogueVersion"`;

/** Makes the directory's own schema; safe to run at every start. @returns the workspaces that stand without a wall, if any */
export async function ensureDirectory(database: Database): Promise<Unwalled | undefined> {
  await database.transaction(ROOT, async (db) => {
    await db.query(sql`select pg_advisory_xact_lock(hashtext('raabta.directory'))`);
    await ensureTrigrams(db);
    await db.query(sql`create schema if not exists raabta`);
    await db.query(sql`create table if not exists raabta.workspaces (
      id uuid primary key, slug text not null unique, name text not null, schema text not null unique,
      settings jsonb not null, state text not null default 'making' check (state in ('making', 'ready', 'dropping')),
      created_at timestamptz(3) not null default now())`);
    await db.query(
      sql`alter table raabta.workspaces add column if not exists epoch uuid not null default gen_random_uuid()`,
    );
    await db.query(
      sql`alter table raabta.workspaces add column if not exists catalogue_version integer not null default 0`,
    );
    await db.query(sql`alter table raabta.workspaces add column if not exists role name unique`);
    await db.query(sql`create table if not exists raabta.facts (name text primary key, value jsonb not null)`);
    await openToRoles(db);
  });
  return raiseWalls(database);
}

/**
 * Search looks up misspelt words by their trigrams. The extension is a trusted one: whoever owns the database may add it.
 * @throws Unavailable saying what has to be done where an external database refuses.
 */
async function ensureTrigrams(db: Db): Promise<void> {
  const [there] = await db.query(sql<{ schema: string }>`
    select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'`);
  if (there?.schema === ROOT) return;
  if (there)
    throw new Unavailable(
      `The extension pg_trgm stands in the schema "${there.schema}", where search does not find it. As administrator of the database run: alter extension pg_trgm set schema public`,
    );
  await db.query(sql`create extension pg_trgm with schema public`).catch((error: unknown) => {
    const reason = (error as Error).message.split(" [in:")[0];
    const refused = `The database has no extension pg_trgm, which search needs, and refuses to add it (${reason}). As its administrator run: create extension pg_trgm with schema public`;
    throw Object.assign(new Unavailable(refused), { cause: error });
  });
}

export async function listWorkspaces(
  database: Database,
  catalogueOf: (row: Row) => Promise<Catalogue>,
): Promise<Workspace[]> {
  const rows = await database.within(ROOT).query<Row>(sql<Row>`
    select ${ROW} from raabta.workspaces where state = 'ready' order by created_at, id`);
  for (const row of rows) database.setRole(row.schema, row.role);
  return Promise.all(rows.map(async (row) => toWorkspace(row, await catalogueOf(row))));
}

/** Writes the row that claims slug and schema; `markReady` follows when the tables stand. */
export async function claimWorkspace(
  database: Database,
  input: { slug: string; name: string; settings: WorkspaceSettings },
): Promise<Row> {
  const issues = claimIssues(input);
  if (issues.length > 0) throw new InvalidInput(issues);
  const row = { id: uuidv7(), schema: schemaOf(input.slug), ...input };
  return database.transaction(ROOT, async (db) => {
    // What a stop in the middle left unfinished may be begun again under the same name.
    const [unfinished] = await db.query(sql<Row>`
      update raabta.workspaces set name = ${row.name}, settings = ${JSON.stringify(row.settings)} where slug = ${row.slug} and state = 'making'
      returning ${ROW}`);
    if (unfinished) return unfinished;
    const [made] = await db.query(sql<Row>`
      insert into raabta.workspaces (id, slug, name, schema, settings) values (${row.id}, ${row.slug}, ${row.name}, ${row.schema}, ${JSON.stringify(row.settings)})
      on conflict do nothing returning ${ROW}`);
    return made ?? refuseTaken(row.slug);
  });
}

const MOST_SANDBOXES = 10;

/**
 * The same for a sandbox, which is always a new one: two that are asked for at once get a name each.
 * @param input the slug, or what it begins with where none is said
 * @throws Conflict where the slug is taken, or the origin has as many sandboxes as it may
 */
export async function claimSandbox(
  database: Database,
  input: { slug?: string | undefined; stem: string; name: string; settings: WorkspaceSettings },
): Promise<Row> {
  const { name, settings } = input;
  const issues = claimIssues({ slug: input.slug ?? input.stem, name, settings });
  if (issues.length > 0) throw new InvalidInput(issues);
  return database.transaction(ROOT, async (db) => {
    await db.query(sql`select pg_advisory_xact_lock(hashtext('raabta.sandbox'))`);
    // One that a stop left unfinished long ago keeps its name and is not counted.
    const rows = await db.query(sql<{ slug: string; counts: boolean }>`
      select slug, coalesce(settings->>'sandboxOf' = ${settings.sandboxOf ?? ""}, false)
        and (state = 'ready' or created_at > now() - interval '1 hour') as counts from raabta.workspaces`);
    if (rows.filter(({ counts }) => counts).length >= MOST_SANDBOXES)
      throw new Conflict(`A workspace has ${MOST_SANDBOXES} sandboxes at most; drop one that is no longer needed`, {
        issues: [
          {
            path: "",
            message: `has ${MOST_SANDBOXES} sandboxes at most`,
            code: "server.mostSandboxes",
            params: { most: MOST_SANDBOXES },
          },
        ],
      });
    const slug = input.slug ?? freeSlug(input.stem, new Set(rows.map((row) => row.slug)));
    const [made] = await db.query(sql<Row>`
      insert into raabta.workspaces (id, slug, name, schema, settings)
      values (${uuidv7()}, ${slug}, ${name}, ${schemaOf(slug)}, ${JSON.stringify(settings)})
      on conflict do nothing returning ${ROW}`);
    return made ?? refuseTaken(slug);
  });
}

function freeSlug(stem: string, taken: ReadonlySet<string>): string {
  let slug = stem;
  for (let n = 2; taken.has(slug); n += 1) slug = `${stem}-${n}`;
  return slug;
}

const schemaOf = (slug: string): string => `w_${slug.replaceAll("-", "_")}`;

function refuseTaken(slug: string): never {
  throw new Conflict(`There is a workspace "${slug}" already`, {
    issues: [{ path: "slug", message: "is taken", code: "issue.taken" }],
  });
}

function claimIssues(input: { slug: string; name: string; settings: WorkspaceSettings }) {
  const issues = [];
  if (!SLUG.test(input.slug))
    issues.push({ path: "slug", message: "is 1 to 40 small letters, digits and hyphens, beginning with a letter" });
  if (input.name.trim() === "") issues.push({ path: "name", message: "is needed" });
  const parsed = settingsSchema.safeParse(input.settings);
  if (!parsed.success) issues.push(...parsed.error.issues.map(settingIssue));
  return issues;
}

export async function setState(database: Database, slug: string, state: "ready" | "dropping"): Promise<void> {
  await database.within(ROOT).query(sql`update raabta.workspaces set state = ${state} where slug = ${slug}`);
}

export interface WorkspaceChange {
  name?: string;
  settings?: Partial<WorkspaceSettings>;
}

export const changeWorkspace = (database: Database, slug: string, change: WorkspaceChange): Promise<void> =>
  database.transaction(ROOT, (db) => changeWithin(db, slug, change));

/** Only what is named changes; the row is locked, so that two changes at the same time both stand. */
export async function changeWithin(db: Db, slug: string, change: WorkspaceChange): Promise<void> {
  const settings = { ...(await lockedSettings(db, slug)), ...change.settings };
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) throw new InvalidInput(parsed.error.issues.map(settingIssue));
  await db.query(sql`
    update raabta.workspaces set name = coalesce(${change.name ?? null}, name), settings = ${JSON.stringify(settings)}::jsonb where slug = ${slug}`);
  await db.query(sql`select pg_notify(${CATALOGUE_CHANNEL}, ${slug})`);
}

/** As they stand, until the end of the transaction. @throws NotFound */
export async function lockedSettings(db: Db, slug: string): Promise<WorkspaceSettings> {
  const [row] = await db.query(sql<{ settings: string }>`
    select settings::text as settings from raabta.workspaces where slug = ${slug} for update`);
  if (!row) throw new NotFound(`There is no workspace "${slug}"`);
  return JSON.parse(row.settings) as WorkspaceSettings;
}

/** A setting that does not exist is named itself, not the object it stands in. */
function settingIssue(issue: z.core.$ZodIssue): Issue {
  const names = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
  return { path: ["settings", ...names].join("."), message: issue.message };
}

/** Drops the tables one by one (a schema at once would take too many locks), then the schema and its row. */
export async function dropWorkspaceTables(
  database: Database,
  workspace: { slug: string; schema: string },
): Promise<void> {
  await setState(database, workspace.slug, "dropping");
  const db = database.within(ROOT);
  const tables = await db.query(sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${workspace.schema} and c.relkind in ('r', 'p') and not c.relispartition`);
  for (const table of tables) await db.query(sql`drop table if exists ${sql.id(workspace.schema, table.name)} cascade`);
  await db.query(sql`drop schema if exists ${sql.id(workspace.schema)} cascade`);
  await database.transaction(ROOT, async (inner) => {
    await inner.query(sql`delete from raabta.facts where name = ${factOf(workspace.schema)}`);
    const [gone] = await inner.query(
      sql<{ role: string | null }>`delete from raabta.workspaces where slug = ${workspace.slug} returning role`,
    );
    if (gone?.role) await dropRole(inner, gone.role);
  });
}

export function toWorkspace(row: Row, catalogue: Catalogue): Workspace {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    schema: row.schema,
    epoch: row.epoch,
    settings: JSON.parse(row.settings) as WorkspaceSettings,
    catalogue,
  };
}

/**
 * Begins a new time in every workspace of a database that was put back to an earlier state: transaction numbers that
 * were given out before come again, so that places kept by readers of changes hold no longer.
 */
export async function beginNewEpochs(connection: pg.PoolConfig): Promise<void> {
  const database = new Database(connection);
  try {
    await ensureDirectory(database);
    await database.within(ROOT).query(sql`update raabta.workspaces set epoch = gen_random_uuid()`);
  } finally {
    await database.close();
  }
}
