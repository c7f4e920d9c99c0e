/** The second wall between workspaces: all of each belongs to a role of its own, under which its statements run and which sees no other's. */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { Unavailable } from "#model/errors.ts";
import { alone } from "../database/alone.ts";
import type { Database, Db } from "../database/database.ts";

const ROOT = "public";
/** Nobody who works waits longer than this behind a table that changes hands, in milliseconds. */
const LOCK_MS = 200;
const TRIES = 50;

interface Standing {
  id: string;
  slug: string;
  schema: string;
  role: string | null;
  whole: boolean;
}

/** Workspaces that stand without their wall, and why. */
export interface Unwalled {
  slugs: string[];
  reason: string;
}

export const wordsOf = ({ slugs, reason }: Unwalled): string =>
  `PostgreSQL keeps no wall of its own between these workspaces and others: ${slugs.join(", ")} (${reason})`;

/**
 * Gives each workspace, or the one of `schema`, what its wall lacks; one question where nothing does. A stop in the middle does no
 * harm: until all stands, statements run under the login, which has all rights of the role. Where the database refuses, the
 * workspace works on without.
 * @returns those without, if any
 */
export async function raiseWalls(database: Database, schema?: string): Promise<Unwalled | undefined> {
  const known = ({ schema: place, role }: Standing): void => database.setRole(place, role);
  const before = await look(database, schema);
  before.filter(({ whole }) => whole).forEach(known);
  if (before.every(({ whole }) => whole)) return undefined;
  const without: Unwalled = { slugs: [], reason: "" };
  await alone(database, "raabta.walls", async () => {
    for (const workspace of await look(database, schema)) {
      const reason = workspace.whole ? undefined : await raise(database, workspace);
      known(workspace);
      if (reason !== undefined) {
        without.slugs.push(workspace.slug);
        without.reason = reason;
      }
    }
  });
  return without.slugs.length > 0 ? without : undefined;
}

const KINDS = sql`('r', 'p', 'v', 'm', 'S')`;

/** What a table of the workspace's schema belongs to is read from PostgreSQL itself: roles are no part of a dump. */
const look = (database: Database, schema: string | undefined): Promise<Standing[]> =>
  database.within(ROOT).query(sql<Standing>`
    select w.id, w.slug, w.schema, w.role::text as role, r.oid is not null and n.nspowner = r.oid and pg_has_role(r.oid, 'SET')
      and not exists (select 1 from pg_class c where c.relnamespace = n.oid and c.relowner <> r.oid and c.relkind in ${KINDS}) as whole
    from raabta.workspaces w join pg_namespace n on n.nspname = w.schema left join pg_roles r on r.rolname = w.role
    where ${schema === undefined ? sql`true` : sql`w.schema = ${schema}`} order by w.created_at, w.id`);

/** @returns why it cannot be had */
async function raise(database: Database, workspace: Standing): Promise<string | undefined> {
  let reason: string | undefined;
  try {
    const role = await database.transaction(ROOT, (db) => roleOf(db, workspace));
    await handOver(database, workspace.schema, role);
    workspace.role = role;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    reason = (error as Error).message.split(" [in:")[0]!;
    workspace.role = null;
  }
  await database
    .within(ROOT)
    .query(sql`update raabta.workspaces set role = ${workspace.role} where id = ${workspace.id}::uuid`);
  return reason;
}

const MAY_ACT_AS = sql`pg_has_role(oid, 'SET') and pg_has_role(oid, 'USAGE')`;

/**
 * Roles are the whole cluster's, so the name holds the workspace's id; a copy of the database beside the original shares the role
 * where the same login made it, and else has one of its own.
 */
async function roleOf(db: Db, { id, role }: Standing): Promise<string> {
  const [here] = await db.query(sql<{ name: string; able: boolean; oid: string }>`
    select session_user::text as name, rolcreaterole or rolsuper as able, d.oid::text as oid
    from pg_roles, pg_database d where rolname = session_user and d.datname = current_database()`);
  const usual = `raabta_${id.replaceAll("-", "")}`;
  for (const name of new Set([role ?? usual, usual, `${usual}_${here!.oid}`])) {
    const [there] = await db.query(
      sql<{
        ours: boolean;
      }>`select ${MAY_ACT_AS} as ours from pg_roles where rolname = ${name}`,
    );
    if (there && !there.ours) continue;
    if (!there) {
      if (!here!.able)
        throw new Unavailable(
          `the user "${here!.name}" may not create roles. As administrator of the database run: alter role "${here!.name}" createrole`,
        );
      await db.query(sql`create role ${sql.id(name)} nologin`);
      // Who made a role may administer it, which is not yet to act as it. A superuser may do both.
      const [may] = await db.query(
        sql<{ act: boolean }>`select ${MAY_ACT_AS} as act from pg_roles where rolname = ${name}`,
      );
      if (!may!.act) await db.query(sql`grant ${sql.id(name)} to ${sql.id(here!.name)} with inherit true, set true`);
    }
    await grantCommon(db, name);
    return name;
  }
  throw new Unavailable(`a role of its name belongs to another user of this PostgreSQL`);
}

/** What everybody has unless an administrator has taken it from them. */
async function grantCommon(db: Db, role: string): Promise<void> {
  const [has] = await db.query(sql<{ names: boolean; temporary: boolean; database: string }>`
    select has_schema_privilege(${role}, 'public', 'usage') as names, current_database() as database,
      has_database_privilege(${role}, current_database(), 'temporary') as temporary`);
  if (!has!.names) await db.query(sql`grant usage on schema public to ${sql.id(role)}`);
  if (!has!.temporary) await db.query(sql`grant temporary on database ${sql.id(has!.database)} to ${sql.id(role)}`);
}

/** The schema first, for who owns a table must be able to make one there; indexes and counters of columns follow their table. */
async function handOver(database: Database, schema: string, role: string): Promise<void> {
  const db = database.within(ROOT, { statement: 0, lock: LOCK_MS });
  await db.query(sql`alter schema ${sql.id(schema)} owner to ${sql.id(role)}`);
  // A process of an earlier release may make tables here as the login yet: they are open to the role until they change hands too.
  for (const kind of ["tables", "sequences"])
    await db.query(
      sql`alter default privileges in schema ${sql.id(schema)} grant all on ${sql.raw(kind)} to ${sql.id(role)}`,
    );
  const others = await db.query(sql<{ text: string }>`
    select format('alter %s %I.%I owner to %I', case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
      ${schema}::text, c.relname, ${role}::text) as text
    from pg_class c where c.relnamespace = ${schema}::regnamespace and c.relowner <> ${role}::regrole and c.relkind in ${KINDS}
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i') and d.refobjsubid > 0)
    order by c.oid`);
  for (const { text } of others) await patiently(() => db.query({ text, values: [] }));
}

async function patiently(deed: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await deed());
    } catch (error) {
      if (codeOf(error) !== "55P03") throw error;
      if (attempt === TRIES) throw new Unavailable("its tables are in use without a pause; the next start tries again");
      await wait(20 + Math.random() * LOCK_MS);
    }
  }
}

const codeOf = (error: unknown): string | undefined =>
  (error as { code?: string }).code ?? ((error as Error).cause as { code?: string } | undefined)?.code;

/** Ours say themselves what has to be done; PostgreSQL refuses what the login has no right to. */
const isRefusal = (error: unknown): boolean =>
  codeOf(error) === "42501" || (error instanceof Unavailable && error.cause === undefined);

/** Takes it away with what it was given; what another database has of it stays until that goes too. */
export async function dropRole(db: Db, role: string): Promise<void> {
  const [there] = await db.query(sql`select 1 from pg_roles where rolname = ${role} and pg_has_role(oid, 'USAGE')`);
  if (!there) return;
  await db.query(sql`drop owned by ${sql.id(role)}`);
  await db
    .open!.attempt(() => db.query(sql`drop role ${sql.id(role)}`))
    .catch((error: unknown) => {
      if (codeOf(error) !== "2BP01" && codeOf(error) !== "42501") throw error;
    });
}
