/** B21: memory of server, worker and PostgreSQL together when idle and at work, and the time of a warm start. */
import { setTimeout as wait } from "node:timers/promises";
import { closedLoop } from "../measure/load.ts";
import { familyOf, memoryOf } from "../measure/processes.ts";
import { type Spread, spread } from "../measure/statistics.ts";
import { signIn } from "../people.ts";
import { type Program, startOurs } from "../programs.ts";
import type { Bench, Result, Work } from "./work.ts";

const MB = 2 ** 20;
const USERS = 50;

export const footprint: Work = {
  name: "footprint",
  ids: ["B21"],
  async run(bench) {
    const starts: number[] = [];
    const idle: number[] = [];
    const busy: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const program = await startOurs(bench.bench.data, { RAABTA_ROLE: "all" });
      try {
        starts.push(program.startedIn);
        const pids = [...new Set([...familyOf(program.pid), ...familyOf(bench.bench.database.pid!)])];
        const person = await signIn(
          bench.bench.house,
          bench.workspace,
          program.url,
          "colleague5@bench.example",
          "manager",
        );
        await settled(program);
        idle.push(memoryOf(pids) / MB);
        await closedLoop(program.url, USERS, 3000, (index) => ({
          path: `/api/v1/contacts?limit=50&sort=${index % 2 === 0 ? "name" : "-createdAt"}`,
          headers: person.headers,
        }));
        busy.push(memoryOf([...familyOf(program.pid), ...familyOf(bench.bench.database.pid!)]) / MB);
      } finally {
        await program.stop();
      }
    }
    const result = (metric: string, unit: string, values: number[], aim: number): Result =>
      alone(bench, metric, unit, spread(values), aim);
    return [
      result("warm start until it listens", "ms", starts, 1500),
      result("idle memory of all processes (PSS)", "MB", idle, 200),
      result("memory of all processes with 50 users (PSS)", "MB", busy, 400),
    ];
  },
};

/** Until memory stops moving: the start's garbage is gone. */
async function settled({ pid }: Program): Promise<void> {
  let last = 0;
  for (let tries = 0; tries < 20; tries += 1) {
    const now = memoryOf([pid]);
    if (Math.abs(now - last) < MB) return;
    last = now;
    await wait(250);
  }
}

const alone = ({ size, rounds }: Bench, metric: string, unit: string, ours: Spread, aim: number): Result => ({
  id: "B21",
  metric,
  unit,
  size,
  better: "less",
  ours,
  limit: null,
  ratio: null,
  growth: null,
  goal: `at most ${aim} ${unit}`,
  reached: ours.median <= aim,
  rounds,
});
