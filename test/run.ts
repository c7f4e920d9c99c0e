/** The test runner behind `npm test` and `npm run verify`: checks, tests, browser walks, then one line that counts. */
import { existsSync, globSync, mkdtempSync, readFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { run } from "node:test";
import { check } from "../bin/check.mjs";
import { openDatabase } from "#engine/database/embedded/keeper.ts";
import { buildBundle } from "#server/cli/bundle.ts";
import { urlOf } from "./harness/database.ts";
import { root } from "./harness/server.ts";

const counts = { passed: 0, failed: 0, skipped: 0, unsteady: 0 };
const args = process.argv.slice(2);
const paths = args.filter((arg) => !arg.startsWith("-"));
const fast = args.includes("--fast");

const minutes = 60_000;

/** Tests that watch whole processes, or fill a large database. */
const slow = (file: string): boolean => file.endsWith(".crash.test.ts") || file.startsWith("bench/");
/** Tests that measure: the machine is theirs alone. */
const measures = (file: string): boolean =>
  /^(bench\/|verify\/)|(storm\.crash\.test|weight\.e2e|steady\.e2e)\.ts$/.test(file);
/** Whole programs and browsers at a time: more than two only wait for one another. */
const PROGRAMS_AT_ONCE = Math.min(2, availableParallelism());
const SLOWEST_TOLD = 12;
/** With RAABTA_TEST_AGAIN, files that failed beside others are run once more by themselves; so many, for more is no chance. */
const MOST_AGAIN = 4;
/** Files that failed, and how many of their tests. */
const failures = new Map<string, number>();
/** How long each file took, in milliseconds. */
const took = new Map<string, number>();

try {
  if (paths[0] === "verify" && paths.length === 1) await verify();
  else await test();
} finally {
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : "";
  const unsteady = counts.unsteady ? `, ${counts.unsteady} failed beside others and passed alone: to be mended` : "";
  tellSlowest();
  console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}${unsteady}`);
}
process.exit(counts.failed ? 1 : 0);

async function test(): Promise<void> {
  const unit = wanted("**/*.test.ts").filter((file) => !slow(file));
  const crash = fast ? [] : wanted("**/*.test.ts").filter(slow);
  const walks = fast ? [] : wanted("e2e/**/*.e2e.ts");
  const verified = paths.length ? wanted("verify/**/*.verify.ts") : [];
  if (unit.length + crash.length + walks.length + verified.length === 0) {
    console.error(`No test is named ${paths.join(" ")}`);
    counts.failed++;
    return;
  }
  if (!paths.length) add(await check({ withWalls: false }));
  await withDatabase(async () => {
    await runFiles(unit, availableParallelism(), 5 * minutes);
    const whole = [...(process.env.RAABTA_TEST_BROWSER ? walks : []), ...crash];
    // Once, before several programs find at the same moment that it is missing.
    if (whole.length) await buildBundle();
    await runFiles(
      whole.filter((file) => !measures(file)),
      PROGRAMS_AT_ONCE,
      15 * minutes,
    );
    await runFiles([...whole.filter(measures), ...verified], 1, 15 * minutes);
    await runAgain();
    if (!process.env.RAABTA_TEST_BROWSER && walks.length) {
      console.log("Not run, for there is no Chromium, Chrome or Edge (RAABTA_TEST_BROWSER may name one):");
      for (const file of walks) console.log(`  ${file}`);
      counts.skipped += walks.length;
    }
  });
}

/** The checks on real data, which is too large for the repository. */
async function verify(): Promise<void> {
  const files = globSync("verify/**/*.verify.ts", { cwd: root }).toSorted();
  process.env.RAABTA_VERIFY_DATA ??= resolve(root, "..", "shared", "data");
  const needs = JSON.parse(readFileSync(join(root, "verify", "needs.json"), "utf8")) as string[];
  const missing = needs.filter((name) => !existsSync(join(process.env.RAABTA_VERIFY_DATA ?? "", name)));
  if (missing.length) {
    console.error(
      `The data to verify on is not in ${process.env.RAABTA_VERIFY_DATA} (RAABTA_VERIFY_DATA names the folder). Missing:`,
    );
    for (const name of missing) console.error(`  ${name}`);
    counts.failed += files.length || 1;
    return;
  }
  await withDatabase(async () => {
    await runFiles(files, 1, 60 * minutes);
    await runAgain();
  });
}

function wanted(pattern: string): string[] {
  const all = globSync(pattern, {
    cwd: root,
    exclude: (name) => ["node_modules", "dist", "data"].includes(name),
  }).toSorted();
  if (!paths.length) return all;
  const given = paths.map((path) => relative(root, resolve(path)));
  return all.filter((file) =>
    given.some((path) => file === path || file.startsWith(`${path}/`) || (!existsSync(path) && file.includes(path))),
  );
}

/** One PostgreSQL for the whole run, handed down by RAABTA_TEST_DATABASE and gone at its end. */
async function withDatabase(work: () => Promise<void>): Promise<void> {
  if (process.env.RAABTA_TEST_DATABASE) return work();
  const opened = await openDatabase({ data: mkdtempSync(join(tmpdir(), "raabta-run-")), throwaway: true });
  process.env.RAABTA_TEST_DATABASE = urlOf(opened.connection);
  try {
    await work();
  } finally {
    await opened.release();
  }
}

function add(more: { passed: number; failed: number; skipped?: number }): void {
  counts.passed += more.passed;
  counts.failed += more.failed;
  counts.skipped += more.skipped ?? 0;
}

/** Runs each file in a process of its own; a line for each file, and all that a failing one said. @returns those that passed */
async function runFiles(files: string[], concurrency: number, timeout: number): Promise<Set<string>> {
  const passed = new Set<string>();
  const ended = new Set<string>();
  if (!files.length) return passed;
  const said = new Map<string, string[]>();
  const own = new Set(files.map((file) => join(root, file)));
  // A test that stands in a file beside, for several to use, is told with the next one that fails.
  const say = (file: string | undefined, words: string): void => {
    const key = file !== undefined && own.has(file) ? file : "";
    said.set(key, [...(said.get(key) ?? []), words]);
  };
  // A process that does not end by itself would hold up all: where no file has ended for long enough, the rest is broken off.
  const stopping = new AbortController();
  const silence = setTimeout(() => stopping.abort(), 2 * timeout);
  const stream = run({
    files: files.map((file) => join(root, file)),
    cwd: root,
    concurrency,
    timeout,
    signal: stopping.signal,
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  for await (const event of stream) {
    if (event.type === "test:stdout" || event.type === "test:stderr") say(event.data.file, event.data.message);
    if (event.type === "test:fail" && event.data.details.error.failureType !== "subtestsFailed") {
      const { name, file, details } = event.data;
      const { cause } = details.error;
      say(file, `  ✖ ${name}\n${indent(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))}\n`);
    }
    if (event.type === "test:summary") {
      const { file, counts: found, duration_ms: ms, success } = event.data;
      const failed = found.failed + found.cancelled;
      if (!file) {
        add({ passed: found.passed, failed, skipped: found.skipped + found.todo });
        continue;
      }
      silence.refresh();
      const name = relative(root, file);
      took.set(name, ms);
      ended.add(name);
      if (success) passed.add(name);
      else failures.set(name, failed);
      console.log(`${success ? "✔" : "✖"} ${relative(root, file)}  ${found.passed} in ${(ms / 1000).toFixed(1)} s`);
      if (success) continue;
      process.stdout.write([...(said.get(file) ?? []), ...(said.get("") ?? [])].join(""));
      said.delete("");
    }
  }
  clearTimeout(silence);
  if (stopping.signal.aborted)
    for (const file of files) if (!ended.has(file)) console.log(`✖ ${file}  did not end and was broken off`);
  return passed;
}

/** What fails here too has failed; what passes is counted apart, with what was told of its failure above. */
async function runAgain(): Promise<void> {
  if (!process.env.RAABTA_TEST_AGAIN || failures.size > MOST_AGAIN) return;
  const before = { ...counts };
  // Those that fail again are noted anew meanwhile.
  for (const [file, failed] of new Map(failures)) {
    console.log(`Once more, alone: ${file}`);
    if (!(await runFiles([file], 1, 15 * minutes)).has(file)) continue;
    before.failed -= failed;
    before.passed += failed;
    before.unsteady += failed;
  }
  Object.assign(counts, before);
}

/** Where the time went, where there is something to choose from. */
function tellSlowest(): void {
  if (took.size < 2 * SLOWEST_TOLD) return;
  console.log(`\nLongest of ${took.size} files, in seconds:`);
  const slowest = [...took].toSorted(([, a], [, b]) => b - a).slice(0, SLOWEST_TOLD);
  for (const [file, ms] of slowest) console.log(`${(ms / 1000).toFixed(1).padStart(7)}  ${file}`);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "      ");
}
