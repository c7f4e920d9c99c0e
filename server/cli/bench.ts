/** `raabta bench`: measures Raabta beside the bare limit on the same PostgreSQL, on a database of its own. */
import { writeFileSync } from "node:fs";
import { runBenchmarks, works } from "#bench/run.ts";
import { type Size, SIZES } from "#bench/works/work.ts";
import { Unavailable } from "#model/errors.ts";
import { type Command, type Given, optional, WrongUse } from "./command.ts";

const names = works.map((work) => work.name);

export const command: Command = {
  usage: [
    "bench [NAME...] [--size S|M|L] [--json FILE] [--rounds N]",
    `      names: ${names.join(", ")}; all unless told`,
    "      S is 100,000 contacts, M a million, L ten million; RAABTA_BENCH_DATA names the folder of the database",
  ],
  options: { size: { type: "string" }, rounds: { type: "string" }, json: { type: "string" } },
  words: [0, works.length],
  async run(given) {
    const unknown = given.words.find((word) => !names.includes(word));
    if (unknown) throw new WrongUse(`There is no benchmark ${unknown}; there are ${names.join(", ")}`);
    const chosen = given.words.length > 0 ? works.filter((work) => given.words.includes(work.name)) : works;
    const report = await runBenchmarks(chosen, sizeOf(given), roundsOf(given), (words) => console.log(words));
    const file = optional(given, "json");
    if (file) writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    if (report.failures.length > 0)
      throw new Unavailable(`Not measured: ${report.failures.map(({ name }) => name).join(", ")}`);
  },
};

function sizeOf(given: Given): Size {
  const size = optional(given, "size") ?? "S";
  if (!Object.hasOwn(SIZES, size)) throw new WrongUse(`--size is one of ${Object.keys(SIZES).join(", ")}`);
  return size as Size;
}

function roundsOf(given: Given): number {
  const rounds = Number(optional(given, "rounds") ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) throw new WrongUse("--rounds is a number from 1 to 100");
  return rounds;
}
