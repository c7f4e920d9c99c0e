/** The process that keeps the embedded PostgreSQL while no server does it: for commands, and for tests. */
import { setTimeout as wait } from "node:timers/promises";
import { embeddedFolders } from "./folders.ts";
import { answers } from "./keeper.ts";
import { Keeping } from "./keeping.ts";
import { takeLock } from "./lock.ts";

const { data, throwaway, linger } = JSON.parse(process.argv[2] ?? "{}") as {
  data: string;
  throwaway: boolean;
  linger: number;
};
const folders = embeddedFolders(data);
let idle: NodeJS.Timeout | undefined;

const keeping = new Keeping(folders, {
  throwaway,
  onEmpty: () => stopAfter(linger),
  onFailure: (error) => {
    console.error(error.message);
    process.exit(1);
  },
});

// Told to end: those attached have most likely been told too, and finish what they have in hand first.
for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const)
  process.on(signal, () => stopAfter(keeping.empty ? 0 : 10_000, true));

if (await becomeKeeper()) {
  try {
    await keeping.start();
    // Whoever asked for this may have gone meanwhile; give others a moment to come.
    if (keeping.empty) stopAfter(Math.max(linger, 3000));
  } catch (error) {
    console.error((error as Error).message);
    await wait(50);
    process.exit(1);
  }
}

/** Waits for the lock of a keeper that is about to stop; false where another one is there and answers. */
async function becomeKeeper(): Promise<boolean> {
  for (;;) {
    if (takeLock(folders.lock)) return true;
    if (await answers(folders)) return false;
    await wait(50);
  }
}

function stopAfter(milliseconds: number, whoeverIsThere = false): void {
  clearTimeout(idle);
  if (milliseconds === 0) void stop();
  else idle = setTimeout(() => void (keeping.empty || whoeverIsThere ? stop() : undefined), milliseconds);
}

/** The end of this process closes the sockets and the lock. */
async function stop(): Promise<void> {
  await keeping.stop();
  process.exit(0);
}
