/** CPU time and memory of processes and of the whole machine, from /proc; zero where there is none (not Linux). */
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** /proc counts CPU time in ticks of a hundredth of a second. */
const TICK_MS = 10;

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The fields of /proc/<pid>/stat behind the name, which may hold anything: state is the first. */
function stat(pid: number | string): string[] {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** The process and all that it started, directly or not. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(stat(name)[1]);
    parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  for (let next = 0; next < family.length; next += 1) family.push(...(parents.get(family[next]!) ?? []));
  return family;
}

/** CPU time in milliseconds of the process, its children that live and those that have ended. */
export function cpuOf(pid: number): number {
  let ticks = 0;
  for (const member of familyOf(pid)) {
    const [user = 0, system = 0, ofEnded = 0, systemOfEnded = 0] = stat(member).slice(11, 15).map(Number);
    ticks += user + system + ofEnded + systemOfEnded;
  }
  return ticks * TICK_MS;
}

/** Proportional set size in bytes: memory shared by several is counted once. */
export function memoryOf(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) kilobytes += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  return kilobytes * 1024;
}

/** Resident set size in bytes. */
export function residentOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** CPU time in milliseconds that the whole machine has spent on work. */
export function busyCpu(): number {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, soft = 0] = (read("/proc/stat").split("\n")[0] ?? "")
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + soft) * TICK_MS;
}

export const CORES = availableParallelism();
