/** Sends requests at a fixed rate whatever comes back, as many people at once do: who waits for answers would measure too little. */
import { type Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

export interface Sent {
  /** 0: there was no answer. */
  status: number;
  /** Of the answer; of the fault, where there was none. */
  retryAfter: string | undefined;
  /** Milliseconds from when it should have been sent to its last byte. */
  took: number;
}

/** @param due when it should have been sent, by performance.now() */
export function send(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  due = performance.now(),
): Promise<Sent> {
  return new Promise((resolve) => {
    const done = (status: number, retryAfter?: string): void =>
      resolve({ status, retryAfter, took: performance.now() - due });
    const asked = request(url, { agent, headers, timeout: 30_000 }, (answer) => {
      answer.resume();
      answer.once("end", () => done(answer.statusCode!, answer.headers["retry-after"]));
      answer.once("error", () => done(0));
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", (error: NodeJS.ErrnoException) => done(0, error.code));
    asked.end();
  });
}

/** @param rate requests a second. @returns all of them, once the last is answered */
export async function openLoop(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Sent[]> {
  const begun = performance.now();
  const sent: Promise<Sent>[] = [];
  const all = Math.round(rate * seconds);
  while (sent.length < all) {
    const due = Math.min(all, Math.ceil(((performance.now() - begun) / 1000) * rate));
    while (sent.length < due) sent.push(send(agent, url, headers, begun + (sent.length / rate) * 1000));
    await wait(2);
  }
  return Promise.all(sent);
}

/** So many callers who each wait for their answer. @returns the answers a second: what can be done */
export async function closedLoop(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  { callers, seconds }: { callers: number; seconds: number },
): Promise<number> {
  const begun = performance.now();
  let answered = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() - begun < seconds * 1000)
      if ((await send(agent, url, headers)).status === 200) answered += 1;
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (answered / (performance.now() - begun)) * 1000;
}

/** The value below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
}
