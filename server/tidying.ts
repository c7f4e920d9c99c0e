/** What has to be tidied away from time to time, by the processes that work on jobs. */
import { collectOrphans } from "#engine/files/orphans.ts";
import { tidyJobs } from "#engine/jobs/tidy.ts";
import { tidyImports } from "#engine/transfer/tidy.ts";
import { tidyExports } from "#engine/transfer/export/export-files.ts";
import { ensureEventPartitions } from "#engine/schema/partitions.ts";
import { tidyBuckets } from "./http/rate-limit.ts";
import { tidyConversions } from "#engine/workspace/custom/conversion/conversion.job.ts";
import { tidyDeliveries } from "#engine/workspace/webhooks/log.ts";
import { tidyRuns } from "#engine/workspace/automations/runs.ts";
import { askToMoveWindows } from "#engine/rollup/windows.job.ts";
import { askToEmpty } from "#engine/trash/trash.ts";
import type { House } from "./assemble.ts";

const HOUR_MS = 3_600_000;

/** Makes the coming months of events, forgets rows that imports held and columns that a change of kind left, removes stored bytes that no row speaks of and exports of last week, empties the trash of what it kept long enough: an hour after the start, then daily. Figures of the last so many days move on every hour. @returns what stops it */
export function startTidying({ engine, files }: House): () => void {
  let running: Promise<void> = Promise.resolve();
  const tidy = async (): Promise<void> => {
    await tidyBuckets(engine.database);
    for (const workspace of await engine.workspaces.list()) {
      await engine.database.transaction(workspace.schema, (db) => ensureEventPartitions(db, new Date()));
      await tidyImports(engine.systemContext(workspace));
      await collectOrphans(engine.database, workspace, files);
      await tidyExports(files, workspace.id);
      await askToEmpty(engine.systemContext(workspace));
      await tidyDeliveries(engine.systemContext(workspace));
      await tidyRuns(engine.systemContext(workspace));
      await tidyConversions(engine.systemContext(workspace));
      await tidyJobs(engine.systemContext(workspace));
    }
  };
  // What fails today is tried again tomorrow; nothing depends on it.
  const begin = (): void => void (running = running.then(tidy).catch(() => undefined));
  const first = setTimeout(begin, HOUR_MS).unref();
  const daily = setInterval(begin, 24 * HOUR_MS).unref();
  const moveWindows = async (): Promise<void> => {
    for (const workspace of await engine.workspaces.list()) await askToMoveWindows(engine.systemContext(workspace));
  };
  const hourly = setInterval(() => void moveWindows().catch(() => undefined), HOUR_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(daily);
    clearInterval(hourly);
  };
}
