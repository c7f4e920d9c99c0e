/** Opens the database, brings it up to this release, and the house on it, for as long as a command needs them. */
import { createBackup } from "#engine/database/backup/backup.ts";
import { type OpenDatabase, openDatabase } from "#engine/database/embedded/keeper.ts";
import { openEngine } from "#engine/open.ts";
import { type House, openHouse, type ServerOptions } from "../assemble.ts";
import { product } from "../product.ts";
import { release, type Settings } from "../settings.ts";

/** Runs the work on the database; leaves it whatever happens. */
export async function withDatabase<T>(settings: Settings, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase({ data: settings.data, databaseUrl: settings.databaseUrl });
  try {
    return await work(database);
  } finally {
    await database.release();
  }
}

/** Runs the work in a house on an up-to-date database. */
export function withHouse<T>(settings: Settings, work: (house: House) => Promise<T>): Promise<T> {
  return withDatabase(settings, async (database) => {
    await upgrade(settings, database);
    const house = await openHouse(serverOptions(settings, database));
    try {
      return await work(house);
    } finally {
      await house.close();
    }
  });
}

/**
 * Brings every workspace up to this release; an embedded database that is behind is backed up first.
 * Gives the names of the migrations applied, by workspace.
 */
export async function upgrade(
  settings: Settings,
  { connection, owned }: OpenDatabase,
): Promise<Record<string, string[]>> {
  const engine = openEngine(connection, product);
  try {
    await engine.workspaces.prepare();
    if (!(await engine.workspaces.behind())) return {};
    if (owned) await createBackup({ data: settings.data, connection, release, automatic: true });
    return await engine.workspaces.migrateAll();
  } finally {
    await engine.close();
  }
}

/** The settings as the server takes them. */
export function serverOptions(settings: Settings, { connection }: OpenDatabase): ServerOptions {
  const { data, secret, host, port, url, urlGiven, smtpUrl, logLevel } = settings;
  return { connection, dataFolder: data, secret, host, port, publicUrl: urlGiven ? url : undefined, smtpUrl, logLevel };
}
