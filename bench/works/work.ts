/** What a benchmark is, and what it gives. */
import type { Workspace } from "#engine/context.ts";
import type { BenchDatabase } from "../generator/database.ts";
import type { Round } from "../measure/rounds.ts";
import type { Spread } from "../measure/statistics.ts";
import type { Program } from "../programs.ts";

export const SIZES = { S: 100_000, M: 1_000_000, L: 10_000_000 } as const;
export type Size = keyof typeof SIZES;

/** Growth is measured against this many contacts. */
export const SMALL = 10_000;

export interface Result {
  /** As in the list of benchmarks: B1. */
  id: string;
  metric: string;
  unit: string;
  size: string;
  /** Whether more of the unit is better, or less. */
  better: "more" | "less";
  ours: Spread;
  limit: Spread | null;
  /** Median of ours through the limit, round by round. */
  ratio: number | null;
  ratioSpread?: Spread | null;
  /** Ours at this size through ours at 10,000 contacts, in the same run. */
  growth: number | null;
  /** Microseconds of CPU for one unit of work, server and database together. */
  cpu?: { ours: Spread; limit: Spread | null };
  /** What is aimed at, in words, and whether it is reached. */
  goal: string;
  reached: boolean;
  rounds: Round[] | number;
}

export interface Bench {
  size: Size;
  contacts: number;
  rounds: number;
  bench: BenchDatabase;
  /** The workspace of this size, and the small one. */
  workspace: Workspace;
  small: Workspace;
  /** Our server; started when first asked for. */
  ours(): Promise<Program>;
  tell(words: string): void;
}

/** Thrown by a work whose subject is not there: in the product yet, or on this machine. */
export class Skipped extends Error {}

export interface Work {
  name: string;
  /** The benchmarks that it measures. */
  ids: string[];
  /** @throws Error where an answer is wrong: a fast wrong answer fails. */
  run(bench: Bench): Promise<Result[]>;
}
