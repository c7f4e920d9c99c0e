/** A data folder on a small disk of its own that can be filled: in a name space of mounts, for which nobody needs to be root. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { root } from "../harness/server.ts";
import { Program } from "./program.ts";

const SIZE = "500m";
const NEW_SPACE = ["unshare", "--user", "--map-root-user", "--mount"];

/** Whether this machine lets us have one. */
export const hasSmallDisk = (): boolean =>
  process.platform === "linux" &&
  spawnSync(NEW_SPACE[0]!, [...NEW_SPACE.slice(1), "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;

export class SmallDisk {
  readonly program: Program;

  constructor(t: { after(hook: () => Promise<void>): void }, more: Record<string, string> = {}) {
    const mounting = `mount -t tmpfs -o size=${SIZE},mode=700 tmpfs "$RAABTA_DATA" && exec "$@"`;
    this.program = new Program(t, more, [...NEW_SPACE, "sh", "-c", mounting, "sh"]);
  }

  /** The folder as it is seen from here. */
  get folder(): string {
    return join(`/proc/${this.program.child!.pid}/root`, this.program.data);
  }

  get free(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Lays so much there that no more than these bytes are left; 0: not one. */
  fill(leave = 0): void {
    const ballast = openSync(join(this.folder, "ballast"), "a");
    const chunk = Buffer.alloc(256 * 1024, 1);
    try {
      for (let over = this.free - leave; over > 0; over = this.free - leave)
        writeSync(ballast, chunk, 0, Math.min(over, chunk.length));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    } finally {
      closeSync(ballast);
    }
  }

  empty(): void {
    rmSync(join(this.folder, "ballast"), { force: true });
  }

  /** Runs a command of Raabta beside the program. */
  run(...words: string[]): SpawnSyncReturns<string> {
    const target = `${this.program.child!.pid}`;
    const command = [process.execPath, join(root, "bin", "raabta.mjs"), ...words];
    const env = { ...process.env, RAABTA_DATA: this.program.data, DATABASE_URL: "", NODE_TEST_CONTEXT: undefined };
    return spawnSync("nsenter", ["--target", target, "--user", "--mount", "--preserve-credentials", ...command], {
      env,
      encoding: "utf8",
      timeout: 120_000,
    });
  }
}
