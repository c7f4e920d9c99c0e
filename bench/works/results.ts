/** Makes results of measured rounds. */
import { oneByOne, type Asking } from "../measure/load.ts";
import { inRounds, type Measured, type Side } from "../measure/rounds.ts";
import type { Bench, Result } from "./work.ts";

interface Said {
  id: string;
  metric: string;
  unit: string;
  better: Result["better"];
  goal: string;
  reached: boolean;
}

const plain = (bench: Bench, said: Said, measured: Measured): Result => ({
  ...said,
  size: bench.size,
  ours: measured.ours,
  limit: measured.limit,
  ratio: measured.ratio?.median ?? null,
  ratioSpread: measured.ratio,
  growth: null,
  cpu: { ours: measured.oursCpu, limit: measured.limitCpu },
  rounds: measured.rounds,
});

/** Ours beside the limit; reached where the ratio is at least (for `more`) or at most (for `less`) the aim. */
export function beside(
  bench: Bench,
  said: Omit<Said, "goal" | "reached"> & { aim: number; of?: string },
  measured: Measured,
): Result {
  const { aim, of = "the limit", ...rest } = said;
  const ratio = measured.ratio!.median;
  const more = said.better === "more";
  const goal = `${more ? "at least" : "at most"} ${aim} of ${of}`;
  return plain(bench, { ...rest, goal, reached: more ? ratio >= aim : ratio <= aim }, measured);
}

/** Ours at this size beside ours at the small one: the ratio is the growth. */
export function grown(
  bench: Bench,
  said: Omit<Said, "unit" | "better" | "goal" | "reached"> & { aim: number; within: number },
  measured: Measured,
): Result {
  const { aim, within, ...rest } = said;
  const growth = measured.ratio!.median;
  const goal = `at most ${within} ms, and ${aim} times that of 10,000 contacts`;
  const reached = growth <= aim && measured.ours.median <= within;
  const result = plain(bench, { ...rest, unit: "ms", better: "less", goal, reached }, measured);
  return { ...result, limit: null, ratio: null, ratioSpread: null, growth };
}

/** p95 of requests one after the other, as a side of a comparison. */
export const waiting = (url: string, asking: Asking, samples = 200, pids: readonly number[] = []): Side => ({
  pids,
  run: async () => {
    const latency = await oneByOne(url, samples, asking);
    return { value: latency.p95, units: latency.samples };
  },
});

/** p95 at this size and at the small one. */
export async function growth(
  bench: Bench,
  said: Parameters<typeof grown>[1],
  here: Side,
  small: Side,
): Promise<Result> {
  return grown(bench, said, await inRounds(bench.rounds, here, small));
}
