/** The long form of fuzzing: `node test/fuzz/long.ts [requests] [seed]`, in parts on a fresh database each. */
import { distinct, type Fault } from "./fuzz.ts";
import { fuzzHouse } from "./house.ts";

const requests = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? 1);
const PART = 10_000;
const faults: Fault[] = [];
const statuses: Record<string, number> = {};
let done = 0;
for (let part = 0; done < requests; part += 1) {
  const hooks: (() => Promise<void>)[] = [];
  const t = { after: (hook: () => Promise<void>) => void hooks.push(hook) };
  const outcome = await fuzzHouse(t, { requests: Math.min(PART, requests - done), seed: first + part * 1_000_003 });
  for (const hook of hooks.reverse()) await hook();
  done += outcome.requests;
  faults.push(...outcome.faults);
  for (const [status, times] of Object.entries(outcome.statuses)) statuses[status] = (statuses[status] ?? 0) + times;
  process.stdout.write(`${done} requests, ${faults.length} faults, ${JSON.stringify(statuses)}\n`);
}
for (const kind of distinct(faults)) process.stdout.write(`${kind}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
