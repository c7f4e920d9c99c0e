/** `raabta doctor`: looks whether all is well, and says of each thing what it found. */
import { accessSync, constants, statfsSync } from "node:fs";
import pg from "pg";
import { listBackups } from "#engine/database/backup/backup.ts";
import { openEngine, type Engine } from "#engine/open.ts";
import { wordsOf } from "#engine/workspace/walls.ts";
import { product } from "../product.ts";
import { release, type Settings } from "../settings.ts";
import type { Command } from "./command.ts";
import { withDatabase } from "./database.ts";

interface Finding {
  name: string;
  ok: boolean;
  found: string;
}

export const command: Command = {
  usage: ["doctor"],
  async run({ settings, say }) {
    const findings: Finding[] = [];
    const look = async (name: string, find: () => Promise<string> | string): Promise<void> => {
      try {
        findings.push({ name, ok: true, found: await find() });
      } catch (error) {
        findings.push({ name, ok: false, found: (error as Error).message });
      }
    };
    await look(
      "release",
      () => `Raabta ${release}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    );
    await look("data folder", () => dataFolder(settings));
    await look("database", () => database(settings));
    await look("workspaces", () => workspaces(settings));
    await look("walls", () => walls(settings));
    if (!settings.databaseUrl) await look("backups", () => backups(settings));
    const bad = findings.filter((finding) => !finding.ok).length;
    const lines = findings.map(({ name, ok, found }) => `${ok ? "✔" : "✖"} ${name}: ${found}`);
    say(lines.join("\n"), { ok: bad === 0, findings });
    if (bad) process.exitCode = 1;
  },
};

function dataFolder({ data }: Settings): string {
  accessSync(data, constants.R_OK | constants.W_OK);
  const { bavail, bsize } = statfsSync(data);
  const free = (bavail * bsize) / 1e9;
  if (free < 1) throw new Error(`${data} has only ${free.toFixed(1)} GB left`);
  return `${data}, ${free.toFixed(0)} GB free`;
}

function database(settings: Settings): Promise<string> {
  return withDatabase(settings, async ({ connection, owned }) => {
    const client = new pg.Client(connection);
    await client.connect();
    try {
      const { rows } = await client.query<{
        version: string;
        checksums: string;
        fsync: string;
        failures: number;
        size: string;
      }>(
        `select current_setting('server_version') as version, current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
           (select coalesce(sum(checksum_failures), 0)::int from pg_stat_database) as failures, pg_size_pretty(pg_database_size(current_database())) as size`,
      );
      const [found] = rows;
      if (found?.fsync !== "on") throw new Error("fsync is off: a power cut would lose data");
      if (found.failures > 0)
        throw new Error(
          `${found.failures} pages have a wrong checksum: the disk loses data. Restore a backup on another one`,
        );
      return `PostgreSQL ${found.version} ${owned ? "embedded" : "of DATABASE_URL"}, ${found.size}, checksums ${found.checksums}`;
    } finally {
      await client.end();
    }
  });
}

const withEngine = (settings: Settings, work: (engine: Engine) => Promise<string>): Promise<string> =>
  withDatabase(settings, async ({ connection }) => {
    const engine = openEngine(connection, product);
    try {
      return await work(engine);
    } finally {
      await engine.close();
    }
  });

const workspaces = (settings: Settings): Promise<string> =>
  withEngine(settings, async (engine) => {
    await engine.workspaces.prepare();
    if (await engine.workspaces.behind())
      throw new Error("some are behind this release: raabta migrate brings them up to it");
    const names = (await engine.workspaces.list()).map(({ slug }) => slug);
    return names.join(", ") || "none yet";
  });

const walls = (settings: Settings): Promise<string> =>
  withEngine(settings, async (engine) => {
    const without = await engine.workspaces.prepare();
    if (without) throw new Error(wordsOf(without));
    return "each workspace has a role of its own in PostgreSQL, which sees no other's tables";
  });

function backups({ data }: Settings): string {
  const [newest, ...others] = listBackups(data);
  return newest ? `${others.length + 1}, the newest of ${newest.madeAt}` : "none yet: raabta backup makes one";
}
