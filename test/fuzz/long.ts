/** The long form of fuzzing, in parts on a fresh database each: `node test/fuzz/long.ts [requests] [seed]`. */
import { distinct, type Fault } from "./fuzz.ts";
import { fuzzHouse } from "./house.ts";

const PART = 10_000;

/** @returns how often each status came, and the faults that are alike once each */
export async function fuzzLong(
  requests: number,
  seed: number,
  say: (soFar: string) => void = () => undefined,
): Promise<{ requests: number; statuses: Record<string, number>; faults: string[] }> {
  const faults: Fault[] = [];
  const statuses: Record<string, number> = {};
  let done = 0;
  for (let part = 0; done < requests; part += 1) {
    const hooks: (() => Promise<void>)[] = [];
    const t = { after: (hook: () => Promise<void>) => void hooks.push(hook) };
    const outcome = await fuzzHouse(t, { requests: Math.min(PART, requests - done), seed: seed + part * 1_000_003 });
    for (const hook of hooks.reverse()) await hook();
    done += outcome.requests;
    faults.push(...outcome.faults);
    for (const [status, times] of Object.entries(outcome.statuses)) statuses[status] = (statuses[status] ?? 0) + times;
    say(`${done} requests, ${faults.length} faults, ${JSON.stringify(statuses)}`);
  }
  return { requests: done, statuses, faults: distinct(faults) };
}

if (import.meta.main) {
  const asked = Number(process.argv[2] ?? 100_000);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const { faults } = await fuzzLong(asked, Number(process.argv[3] ?? 1), say);
  for (const kind of faults) say(kind);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
