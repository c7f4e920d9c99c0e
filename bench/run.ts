/** Runs benchmarks at one size and gives their results with what they were measured on. */
import { execFileSync } from "node:child_process";
import { cpus, release as kernel, totalmem } from "node:os";
import { packageRoot, release } from "#server/settings.ts";
import { openBenchDatabase, SEED } from "./generator/database.ts";
import { type Program, startOurs } from "./programs.ts";
import { bulk } from "./works/bulk.ts";
import { counts } from "./works/counts.ts";
import { custom } from "./works/custom.ts";
import { exporting } from "./works/export.ts";
import { footprint } from "./works/footprint.ts";
import { importing } from "./works/import.ts";
import { list } from "./works/list.ts";
import { live } from "./works/live.ts";
import { paging } from "./works/paging.ts";
import { rights } from "./works/rights.ts";
import { screens } from "./works/screens.ts";
import { search } from "./works/search.ts";
import { shaping } from "./works/shaping.ts";
import { type Bench, type Result, type Size, SIZES, Skipped, SMALL, type Work } from "./works/work.ts";
import { write } from "./works/write.ts";

export const works: Work[] = [
  list,
  paging,
  search,
  counts,
  custom,
  shaping,
  write,
  importing,
  bulk,
  live,
  exporting,
  rights,
  screens,
  footprint,
];

export interface Report {
  commit: string;
  version: string;
  machine: { cpu: string; cores: number; memory: number; kernel: string; node: string };
  seed: number;
  size: Size;
  at: string;
  results: Result[];
  /** Benchmarks of what is not there, and those that failed, with the reason. */
  skipped: { name: string; reason: string }[];
  failures: { name: string; reason: string }[];
}

/** @param tell hears in words what is being done */
export async function runBenchmarks(
  chosen: readonly Work[],
  size: Size,
  rounds: number,
  tell: (words: string) => void,
): Promise<Report> {
  const bench = await openBenchDatabase(tell);
  let server: Program | undefined;
  const results: Result[] = [];
  const failures: Report["failures"] = [];
  const skipped: Report["skipped"] = [];
  try {
    const small = await bench.sized(SMALL);
    const workspace = await bench.sized(SIZES[size]);
    const given: Bench = {
      size,
      contacts: SIZES[size],
      rounds,
      bench,
      workspace,
      small,
      ours: async () => (server ??= await startOurs(bench.data)),
      tell,
    };
    for (const work of chosen) {
      tell(`${work.name} (${work.ids.join(", ")})`);
      try {
        for (const result of await work.run(given)) {
          results.push(result);
          tell(`  ${inWords(result)}`);
        }
      } catch (error) {
        const { message: reason, stack } = error as Error;
        if (error instanceof Skipped) skipped.push({ name: work.name, reason });
        else failures.push({ name: work.name, reason });
        tell(error instanceof Skipped ? `  left out: ${reason}` : `  failed: ${stack}`);
      }
    }
  } finally {
    await server?.stop();
    await bench.close();
  }
  return { ...machine(), seed: SEED, size, at: new Date().toISOString(), results, skipped, failures };
}

export function inWords({ metric, unit, ours, limit, ratio, growth, reached, goal }: Result): string {
  const figure = (value: number): string => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3));
  const parts = [`${figure(ours.median)} ${unit} (${figure(ours.min)} to ${figure(ours.max)})`];
  if (limit) parts.push(`limit ${figure(limit.median)}`);
  if (ratio !== null) parts.push(`ratio ${ratio.toFixed(2)}`);
  if (growth !== null) parts.push(`growth ${growth.toFixed(2)}`);
  return `${reached ? "reached" : "SHORT  "} ${metric}: ${parts.join(", ")}; ${goal}`;
}

function machine(): Pick<Report, "commit" | "version" | "machine"> {
  const processors = cpus();
  let commit = "unknown";
  try {
    commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: packageRoot, encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    // A package without its history still measures.
  }
  return {
    commit,
    version: release,
    machine: {
      cpu: processors[0]?.model ?? "unknown",
      cores: processors.length,
      memory: totalmem(),
      kernel: kernel(),
      node: process.version,
    },
  };
}
