/** B15: a change made by one is seen by all who look on, within their rights; the limit is a bare bridge from NOTIFY to the streams. */
import { connect, type Socket } from "node:net";
import pg from "pg";
import { sql } from "#model/sql.ts";
import { CHANNEL } from "../bare/live.ts";
import { inRounds, type Side } from "../measure/rounds.ts";
import { percentile } from "../measure/statistics.ts";
import { Wire } from "../measure/wire.ts";
import { signIn } from "../people.ts";
import { startBareLive } from "../programs.ts";
import { beside } from "./results.ts";
import type { Bench, Result, Work } from "./work.ts";

const CLIENTS = [1, 100, 1000];
const EDITS = 20;
const PATIENCE_MS = 10_000;

export const live: Work = {
  name: "live",
  ids: ["B15"],
  async run(bench) {
    const ours = await bench.ours();
    const { house, database } = bench.bench;
    const person = await signIn(house, bench.workspace, ours.url, "colleague5@bench.example", "manager");
    const ids = await someContacts(bench);
    const lookers = await signInMany(bench, ours.url);
    const bare = await startBareLive(database.connection);
    const wire = await Wire.open(ours.url);
    const client = new pg.Client(database.connection);
    await client.connect();
    let turn = 0;
    const edit = async (id: string): Promise<void> => {
      turn += 1;
      const body = JSON.stringify({ nextTouchOn: `2026-0${1 + (turn % 9)}-${10 + (Math.floor(turn / 9) % 19)}` });
      const answer = await wire.send({
        method: "PATCH",
        path: `/api/v1/contacts/${id}`,
        headers: person.headers,
        body,
      });
      if (answer.status !== 200) throw new Error(`A change was refused: ${answer.body}`);
    };
    const notify = (id: string): Promise<unknown> => client.query("select pg_notify($1, $2)", [CHANNEL, id]);
    try {
      const results: Result[] = [];
      for (const count of CLIENTS) {
        const mine: Side = {
          pids: [ours.pid, database.pid!],
          run: () => seenByAll(ours.url, "/api/v1/live?object=contact", lookers, count, ids, edit),
        };
        const theirs: Side = {
          pids: [bare.pid, database.pid!],
          run: () => seenByAll(bare.url, "/", [{}], count, ids, notify),
        };
        const measured = await inRounds(bench.rounds, mine, theirs);
        const metric = `change seen by ${count} who look on, p95`;
        const result = beside(bench, { id: "B15", metric, unit: "ms", better: "less", aim: 3 }, measured);
        const cpu = measured.oursCpu.median / measured.limitCpu!.median;
        const goal = `at most 100 ms, and twice the CPU of the bridge (${cpu.toFixed(1)} times)`;
        results.push({ ...result, goal, reached: measured.ours.median <= 100 && cpu <= 2 });
      }
      return results;
    } finally {
      wire.close();
      await client.end();
      await bare.stop();
    }
  },
};

/** One person may have no more than 30 streams open. */
async function signInMany({ bench, workspace }: Bench, url: string): Promise<Record<string, string>[]> {
  const people: Record<string, string>[] = [];
  for (let place = 101; place <= 140; place += 1) {
    const person = await signIn(bench.house, workspace, url, `colleague${place}@bench.example`, "manager");
    people.push(person.headers);
  }
  return people;
}

async function someContacts({ bench, workspace }: Bench): Promise<string[]> {
  const rows = await bench.house.engine
    .systemContext(workspace)
    .db.query(sql<{ id: string }>`select id from contacts where deleted_at is null order by id limit ${EDITS}`);
  return rows.map((row) => row.id);
}

/** @returns p95 of the time from the change's beginning to its sight, over all viewers and changes */
async function seenByAll(
  url: string,
  path: string,
  people: readonly Record<string, string>[],
  count: number,
  ids: readonly string[],
  change: (id: string) => Promise<unknown>,
): Promise<{ value: number; units: number }> {
  const viewers: Viewer[] = [];
  // One after the other: a server that is asked for a thousand at once refuses some, as it should.
  for (let place = 0; place < count; place += 1)
    viewers.push(await Viewer.open(url, path, people[place % people.length]!));
  const times: number[] = [];
  try {
    for (const id of ids) {
      const begun = performance.now();
      const seen = viewers.map((viewer) => viewer.see(id).then((at) => times.push(at - begun)));
      await change(id);
      await Promise.all(seen);
    }
  } finally {
    for (const viewer of viewers) viewer.close();
  }
  return { value: percentile(times, 0.95), units: times.length };
}

/** One open stream. */
class Viewer {
  readonly #socket: Socket;
  #text = "";
  #waiting: { text: string; done(at: number): void; timer: NodeJS.Timeout } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#take(chunk.toString("latin1")));
    socket.on("error", () => undefined);
  }

  /** Open when the first line has come. */
  static async open(url: string, path: string, headers: Record<string, string>): Promise<Viewer> {
    const { port, host } = new URL(url);
    const socket = connect({ host: "127.0.0.1", port: Number(port) });
    const viewer = new Viewer(socket);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const opened = viewer.see("hello");
    socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\n${lines.join("")}\r\n`);
    await opened;
    return viewer;
  }

  /** @returns the moment at which the text has come */
  see(text: string): Promise<number> {
    this.#text = "";
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${text} has not come: ${this.#text}`)), PATIENCE_MS);
      this.#waiting = { text, done: resolve, timer };
    });
  }

  close(): void {
    clearTimeout(this.#waiting?.timer);
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#text += chunk;
    if (!this.#waiting || !this.#text.includes(this.#waiting.text)) return;
    const { done, timer } = this.#waiting;
    this.#waiting = undefined;
    clearTimeout(timer);
    done(performance.now());
  }
}
