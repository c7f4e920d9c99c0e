/** Brings a workspace's tables up to date: numbered files, each in a transaction, resumable, one at a time. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "#model/sql.ts";
import { Unavailable } from "#model/errors.ts";
import type { Database } from "../database/database.ts";
import { raiseWalls } from "../workspace/walls.ts";
import { ensureEventPartitions } from "./partitions.ts";

export const MIGRATIONS = join(import.meta.dirname, "..", "..", "migrations");
const FILE = /^(\d{4})_[a-z0-9_]+\.sql$/;
const TRIES = 20;

export interface Migration {
  number: number;
  name: string;
  text: string;
}

/** The numbered files of `migrations/`, in order. @throws Error where a number is missing or doubled. */
export async function readMigrations(folder = MIGRATIONS): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const number = Number(FILE.exec(name)?.[1] ?? Number.NaN);
      return { number, name: name.replace(/\.sql$/, ""), text: await readFile(join(folder, name), "utf8") };
    }),
  );
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1)
      throw new Error(
        `migrations/${migration.name}.sql: number ${String(index + 1).padStart(4, "0")} was expected here`,
      );
  });
  return migrations;
}

/** How far a schema has come: 0 where nothing stands yet. */
export async function migratedTo(database: Database, schema: string): Promise<number> {
  const db = database.within("public");
  const [there] = await db.query(
    sql<{ there: boolean }>`select to_regclass(${`"${schema}".migrations`}) is not null as there`,
  );
  if (!there?.there) return 0;
  const [row] = await db.query(
    sql<{ number: number }>`select coalesce(max(number), 0)::int as number from ${sql.id(schema, "migrations")}`,
  );
  return row?.number ?? 0;
}

/** Applies what is missing. Running it twice, or in two processes at once, does no harm. @returns the names applied. */
export async function migrateSchema(database: Database, schema: string, migrations: Migration[]): Promise<string[]> {
  const done: string[] = [];
  if ((await migratedTo(database, schema)) === 0) await begin(database, schema);
  await raiseWalls(database, schema);
  for (const migration of migrations) {
    if (await applyPatiently(database, schema, migration)) done.push(migration.name);
  }
  await database.transaction(schema, (db) => ensureEventPartitions(db, new Date()));
  return done;
}

async function begin(database: Database, schema: string): Promise<void> {
  await database.transaction("public", async (db) => {
    await db.query(sql`select pg_advisory_xact_lock(hashtext(${`raabta.migrate.${schema}`}))`);
    await db.query(sql`create schema if not exists ${sql.id(schema)}`);
    await db.query(
      sql`create table if not exists ${sql.id(schema, "migrations")} (number integer primary key, name text not null, applied_at timestamptz(3) not null default now())`,
    );
  });
}

/** A lock that others hold is waited for shortly and tried again, so that nobody queues behind us. */
async function applyPatiently(database: Database, schema: string, migration: Migration): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await apply(database, schema, migration);
    } catch (error) {
      const busy = error instanceof Unavailable && (error.cause as { code?: string } | undefined)?.code === "55P03";
      if (!busy || attempt === TRIES)
        throw new Error(`Migration ${migration.name} of ${schema} failed: ${(error as Error).message}`, {
          cause: error,
        });
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
    }
  }
}

function apply(database: Database, schema: string, migration: Migration): Promise<boolean> {
  return database.transaction(schema, async (db) => {
    await db.query(sql`select pg_advisory_xact_lock(hashtext(${`raabta.migrate.${schema}`}))`);
    const [there] = await db.query(
      sql<{ number: number }>`select number from migrations where number = ${migration.number}`,
    );
    if (there) return false;
    await db.query(sql`set local lock_timeout = '2s'`);
    await db.query({ text: migration.text, values: [] });
    await db.query(sql`insert into migrations (number, name) values (${migration.number}, ${migration.name})`);
    return true;
  });
}
