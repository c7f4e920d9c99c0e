/** The database of the benchmarks: a PostgreSQL of its own with a workspace for each size, filled once and kept for the next run. */
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "#model/sql.ts";
import type { Workspace } from "#engine/context.ts";
import { openDatabase, type OpenDatabase } from "#engine/database/embedded/keeper.ts";
import { type Engine, openEngine } from "#engine/open.ts";
import { type House, openHouse } from "#server/assemble.ts";
import { product } from "#server/product.ts";
import { packageRoot, readSettings } from "#server/settings.ts";
import { fillWorkspace, type Progress } from "./fill.ts";
import { amountsFor } from "./invent.ts";

export interface BenchDatabase {
  database: OpenDatabase;
  house: House;
  /** The folder that a server takes as RAABTA_DATA to serve the same database. */
  data: string;
  /** The workspace with so many contacts; filled where it is not there yet. */
  sized(contacts: number): Promise<Workspace>;
  close(): Promise<void>;
}

export const SEED = 1;

/** Of every workspace that is measured. */
export const SETTINGS = {
  country: "PK",
  language: "en",
  baseCurrency: "PKR",
  timeZone: "Asia/Karachi",
  weekStart: 1,
  fiscalYearStart: "07-01",
  numberingSystem: "latn",
  sample: false,
} as const;

/** Raised when other records are invented than before. */
const INVENTION = 1;

/** RAABTA_BENCH_DATA names the folder for all of them; within it one for each state of the tables and the inventions. */
function benchFolder(): string {
  const hash = createHash("sha256");
  for (const file of globSync("migrations/*.sql", { cwd: packageRoot }).toSorted())
    hash.update(file).update(readFileSync(join(packageRoot, file)));
  const base = process.env["RAABTA_BENCH_DATA"] ?? join(tmpdir(), "raabta-bench");
  const folder = join(base, `${hash.digest("hex").slice(0, 12)}-${INVENTION}`);
  mkdirSync(folder, { recursive: true });
  return realpathSync(folder);
}

/** @param told hears of the filling, in words */
export async function openBenchDatabase(told: (words: string) => void): Promise<BenchDatabase> {
  const data = benchFolder();
  const database = await openDatabase({ data, linger: 2000 });
  const { secret, host, port } = readSettings({ RAABTA_DATA: data });
  const connection = { ...database.connection, options: "-c maintenance_work_mem=512MB" };
  const house = await broughtForward(connection)
    .then(() => openHouse({ connection, dataFolder: data, secret, host, port }))
    .catch(async (error: unknown) => {
      await database.release();
      throw error;
    });
  return {
    database,
    house,
    data,
    sized: (contacts) => sized(house.engine, contacts, told),
    close: async () => {
      await house.close();
      await database.release();
    },
  };
}

/** A folder that was copied to the name of a newer release is one of an earlier: nothing can be read of it before. */
async function broughtForward(connection: OpenDatabase["connection"]): Promise<void> {
  const engine = openEngine(connection, product);
  try {
    await engine.workspaces.prepare();
    await engine.workspaces.migrateAll();
  } finally {
    await engine.close();
  }
}

/** Half filled is not filled: what a stop left is dropped and made anew. */
async function sized(engine: Engine, contacts: number, told: (words: string) => void): Promise<Workspace> {
  const slug = `n${contacts}-${SEED}`;
  const fact = `bench.${slug}`;
  const db = engine.database.within("public");
  const [filled] = await db.query(sql`select from raabta.facts where name = ${fact}`);
  const standing = (await engine.workspaces.list()).find((workspace) => workspace.slug === slug);
  if (filled && standing) return standing;
  if (standing) await engine.workspaces.drop(slug);
  const begun = Date.now();
  const workspace = await engine.workspaces.create({ slug, name: `${contacts} contacts`, settings: SETTINGS });
  await fillWorkspace(engine, workspace, amountsFor(contacts), SEED, progressOf(contacts, told));
  await db.query(
    sql`insert into raabta.facts (name, value) values (${fact}, ${JSON.stringify({ contacts })}::jsonb) on conflict do nothing`,
  );
  told(`${contacts} contacts stand after ${Math.round((Date.now() - begun) / 1000)} s; the next run finds them`);
  return workspace;
}

/** One line for each tenth. */
function progressOf(contacts: number, told: (words: string) => void): Progress {
  let last = "";
  return (object, done, total) => {
    const words = `filling ${contacts}: ${object} ${Math.floor((done * 10) / total) * 10} %`;
    if (words !== last) told(words);
    last = words;
  };
}
