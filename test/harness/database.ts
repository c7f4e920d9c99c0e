/** Gives each test a fresh database, cloned in some 50 ms from a template that is migrated once. */
import { createHash, randomBytes } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { administer, root, testServer } from "./server.ts";
import { prepareTemplate } from "./template.ts";

export interface TestDatabase {
  pool: pg.Pool;
  /** For programs that take DATABASE_URL. */
  url: string;
  config: pg.PoolConfig;
  name: string;
  /** Ends the pool and drops the database. */
  close(): Promise<void>;
}

/** A new database; closed by itself after the test (or suite) whose context is given. */
export async function testDatabase(t?: { after(hook: () => Promise<void>): void }): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  await administer(`create database ${name} template ${await template()} strategy file_copy`);
  const config = await configOf(name);
  const pool = newPool(config);
  const close = async (): Promise<void> => {
    await pool.end();
    await administer(`drop database if exists ${name} with (force)`);
  };
  t?.after(close);
  return { pool, url: urlOf(config), config, name, close };
}

let made: Promise<string> | undefined;

/** The template's name; it holds a hash of everything that may shape it, so that a change of those makes a new one. */
function template(): Promise<string> {
  made ??= makeTemplate(`template_${sourceHash()}`);
  return made;
}

const shapers = [
  "migrations/**/*",
  "model/**/*.ts",
  "fields/**/*.ts",
  "engine/**/*.ts",
  "crm/**/*.ts",
  "test/harness/*.ts",
];

function sourceHash(): string {
  const hash = createHash("sha256");
  const files = globSync(shapers, { cwd: root, withFileTypes: true }).filter(
    (file) => file.isFile() && !file.name.includes(".test."),
  );
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).toSorted())
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

async function makeTemplate(name: string): Promise<string> {
  const server = new pg.Client((await testServer()).connection);
  await server.connect();
  try {
    // One process makes it, the others wait here and find it made.
    await server.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rowCount } = await server.query("select from pg_database where datname = $1", [name]);
    if (rowCount) return name;
    const making = `making_${name}`;
    await server.query(`drop database if exists ${making} with (force)`);
    await server.query(`create database ${making} strategy file_copy`);
    const pool = newPool(await configOf(making));
    try {
      await prepareTemplate(pool);
    } finally {
      await pool.end();
    }
    await server.query(`alter database ${making} rename to ${name}`);
    return name;
  } finally {
    await server.end();
  }
}

function newPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, max: 10, allowExitOnIdle: true });
  pool.on("error", () => {});
  return pool;
}

async function configOf(database: string): Promise<pg.PoolConfig> {
  const { connection } = await testServer();
  if (!connection.connectionString) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

/** The same place as a URL, for programs that take one. */
export function urlOf(config: pg.PoolConfig): string {
  if (config.connectionString) return config.connectionString;
  return `postgresql://${config.user}@localhost:${config.port}/${config.database}?host=${encodeURIComponent(`${config.host}`)}`;
}
