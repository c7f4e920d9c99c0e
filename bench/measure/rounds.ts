/** Ours and the limit in turns on one machine: what disturbs the one disturbs the other, and the ratio tells. */
import { busyCpu, CORES, cpuOf } from "./processes.ts";
import { type Spread, spread } from "./statistics.ts";

/** One turn's value, such as requests per second, and how many units of work were done in it. */
export interface Turn {
  value: number;
  units: number;
}

export interface Side {
  run(): Promise<Turn>;
  /** Processes whose CPU time is the cost of the work, with all that they started. */
  pids: readonly number[];
  /** Whether this very process does the work, and its CPU time is a cost too. */
  own?: boolean;
}

export interface Round {
  ours: number;
  limit: number | null;
  ratio: number | null;
  /** CPU time per unit of work, microseconds, server and database together. */
  oursCpu: number;
  limitCpu: number | null;
  /** Share of the machine that others took; a round above 0.2 is repeated, as long as there is patience; null where no processes are named. */
  background: number | null;
}

export interface Measured {
  ours: Spread;
  limit: Spread | null;
  /** Median of the ratios of the rounds, with their spread. */
  ratio: Spread | null;
  oursCpu: Spread;
  limitCpu: Spread | null;
  rounds: Round[];
}

const NOISY = 0.2;
/** So often in all is a round repeated; a machine that stays busy would only be kept busier. */
const REPEATS = 3;

/** Runs the rounds; the order turns each time. Without a limit ours is measured alone. */
export async function inRounds(rounds: number, ours: Side, limit: Side | undefined): Promise<Measured> {
  const done: Round[] = [];
  let repeats = REPEATS;
  for (let place = 0; place < rounds; place += 1) {
    let round = await oneRound(place, ours, limit);
    for (; repeats > 0 && noise(round) > NOISY; repeats -= 1) {
      const next = await oneRound(place, ours, limit);
      if (noise(next) < noise(round)) round = next;
    }
    done.push(round);
  }
  const of = (pick: (round: Round) => number | null): Spread | null =>
    limit ? spread(done.map((round) => pick(round)!)) : null;
  return {
    ours: spread(done.map((round) => round.ours)),
    limit: of((round) => round.limit),
    ratio: of((round) => round.ratio),
    oursCpu: spread(done.map((round) => round.oursCpu)),
    limitCpu: of((round) => round.limitCpu),
    rounds: done,
  };
}

const noise = ({ background }: Round): number => background ?? 0;

interface Watched extends Turn {
  cpu: number;
}

async function oneRound(place: number, ours: Side, limit: Side | undefined): Promise<Round> {
  const begun = performance.now();
  const busy = busyCpu();
  const own = ownCpu();
  const turns: (Watched | undefined)[] = [undefined, undefined];
  const sides = [ours, limit] as const;
  for (const which of place % 2 === 0 ? [0, 1] : [1, 0]) {
    const side = sides[which];
    if (side) turns[which] = await watched(side);
  }
  const [mine, other] = turns;
  const spent = ownCpu() - own + (mine?.cpu ?? 0) + (other?.cpu ?? 0);
  const elapsed = (performance.now() - begun) * CORES;
  return {
    ours: mine!.value,
    limit: other?.value ?? null,
    ratio: other ? mine!.value / other.value : null,
    oursCpu: (mine!.cpu * 1000) / mine!.units,
    limitCpu: other ? (other.cpu * 1000) / other.units : null,
    background: ours.pids.length === 0 ? null : Math.max(0, (busyCpu() - busy - spent) / elapsed),
  };
}

async function watched(side: Side): Promise<Watched> {
  const cost = (): number => cpuOfAll(side.pids) + (side.own ? ownCpu() : 0);
  const before = cost();
  const turn = await side.run();
  return { ...turn, cpu: cost() - before };
}

const cpuOfAll = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuOf(pid), 0);

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
