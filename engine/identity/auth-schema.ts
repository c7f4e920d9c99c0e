/** The tables of accounts and sessions, and the triggers by which every process learns that one has changed. */
import { readFile } from "node:fs/promises";
import type pg from "pg";
import type { AuthInstance } from "./auth.ts";
import { IDENTITY_CHANNEL } from "./notices.ts";

/** Raised when the statements below change; together with better-auth's own version it names a state of the schema. */
const OURS = 1;

const TRIGGERS = `
  create or replace function auth.tell() returns trigger language plpgsql as $$
    begin perform pg_notify('${IDENTITY_CHANNEL}', ''); return null; end $$;
  drop trigger if exists tell on auth."session";
  create trigger tell after delete on auth."session" for each statement execute function auth.tell();
  drop trigger if exists tell on auth."user";
  create trigger tell after update or delete on auth."user" for each statement execute function auth.tell();
  create index if not exists session_by_user on auth."session" ("userId");
  create index if not exists account_by_user on auth."account" ("userId");
`;

export async function migrateAuth(pool: pg.Pool, instance: () => Promise<AuthInstance>): Promise<void> {
  const wanted = await stateName();
  if ((await currentState(pool)) === wanted) return;
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('raabta.auth'))");
    if ((await currentState(pool)) === wanted) return;
    await client.query("create schema if not exists auth");
    const { getMigrations } = await import("better-auth/db/migration");
    const { runMigrations } = await getMigrations((await instance()).options);
    await runMigrations();
    await client.query(TRIGGERS);
    await client.query(`comment on schema auth is '${wanted}'`);
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('raabta.auth'))").finally(() => client.release());
  }
}

async function currentState(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ state: string | null }>(
    "select obj_description(to_regnamespace('auth'), 'pg_namespace') as state",
  );
  return rows[0]?.state ?? null;
}

/** The version is read from its file: loading the library takes longer than all the rest of a start. */
async function stateName(): Promise<string> {
  const about = JSON.parse(await readFile(new URL("../package.json", import.meta.resolve("better-auth")), "utf8")) as {
    version: string;
  };
  return `better-auth ${about.version}, ours ${OURS}`;
}
