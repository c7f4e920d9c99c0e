/** Opens the database and brings it up to this release, for as long as a command needs it. */
import { createBackup } from "#engine/database/backup/backup.ts";
import { type OpenDatabase, openDatabase } from "#engine/database/embedded/keeper.ts";
import { openEngine } from "#engine/open.ts";
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
