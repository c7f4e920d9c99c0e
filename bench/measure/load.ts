/** Load on a server: a closed loop tells how much it can do, one request after the other what a single user waits. */
import { percentile } from "./statistics.ts";
import { type Answer, type Ask, Wire } from "./wire.ts";

/** The n-th request of a run. */
export type Asking = (index: number) => Ask;

/** @throws Error with what the server said to a request it did not do */
function assureDone({ path }: Ask, { status, body }: Answer): void {
  if (status >= 300) throw new Error(`${path} was answered with ${status}: ${body.slice(0, 300)}`);
}

async function withWires<T>(url: string, count: number, work: (wires: Wire[]) => Promise<T>): Promise<T> {
  const wires = await Promise.all(Array.from({ length: count }, () => Wire.open(url)));
  try {
    return await work(wires);
  } finally {
    for (const wire of wires) wire.close();
  }
}

/** So many connections, each asking again as soon as it is answered. @returns requests per second, and how many there were */
export function closedLoop(
  url: string,
  connections: number,
  ms: number,
  asking: Asking,
): Promise<{ value: number; units: number }> {
  return withWires(url, connections, async (wires) => {
    let asked = 0;
    let done = 0;
    const begun = performance.now();
    const end = begun + ms;
    await Promise.all(
      wires.map(async (wire) => {
        while (performance.now() < end) {
          const ask = asking(asked++);
          assureDone(ask, await wire.send(ask));
          done += 1;
        }
      }),
    );
    return { value: (done * 1000) / (performance.now() - begun), units: done };
  });
}

export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  max: number;
  samples: number;
}

/** One after the other, without a pause: the time that a single user meets. */
export function oneByOne(url: string, samples: number, asking: Asking): Promise<Latency> {
  return withWires(url, 1, async ([wire]) => {
    const times: number[] = [];
    for (let index = 0; index < samples; index += 1) {
      const ask = asking(index);
      const begun = performance.now();
      assureDone(ask, await wire!.send(ask));
      times.push(performance.now() - begun);
    }
    return latencyOf(times);
  });
}

function latencyOf(times: readonly number[]): Latency {
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    max: Math.max(...times),
    samples: times.length,
  };
}
