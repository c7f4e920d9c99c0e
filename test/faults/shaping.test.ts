/** A company shapes its system while people work: nobody's request fails of it, and nobody waits long. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { assemble } from "#server/assemble.ts";
import { testHouse, type Answered } from "#server/http/house.fixtures.ts";
import { quantile } from "./open-loop.ts";

/** The long form is RAABTA_SHAPING_FIELDS=200. */
const FIELDS = Number(process.env["RAABTA_SHAPING_FIELDS"] ?? 24);
/** Requests a second. */
const RATE = Number(process.env["RAABTA_SHAPING_RATE"] ?? 60);
const TYPES = ["text", "integer", "date", "choice", "boolean", "money"];
/** Milliseconds. The aims are 500 and 50 on a machine that does nothing else. */
const LONGEST_ANSWER = 5_000;
const LONGEST_LOCK = 1_000;

test(`${FIELDS} fields come, are renamed, retired and deleted under ${RATE} requests a second to two processes`, async (t) => {
  const { house, database, key } = await testHouse(t);
  const owner = await key("owner");
  const second = await secondHouse(database.config);
  const elsewhere = async (method: string, url: string, body?: unknown): Promise<Answered> => {
    const response = await second.app.inject({
      method: method as "GET",
      url,
      headers: { authorization: `Bearer ${owner.key}` },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const text = response.payload;
    return { status: response.statusCode, body: text ? JSON.parse(text) : null, text, headers: {} };
  };
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, n) => owner.speak("POST", "/api/v1/contacts", { name: `Person ${n}` })),
  );
  const ids = made.map(({ body }) => body.id as string);

  const locks = await watchLocks(database.config);
  const work = new Work([owner.speak, elsewhere], ids);
  const working = work.run();
  let held = Infinity;
  try {
    await shape(owner.speak);
  } finally {
    work.over = true;
    await working;
    held = await locks.end();
    await second.close();
  }
  const told = `${work.sent.length} requests, p99 ${Math.round(quantile(work.took, 0.99))} ms, longest ${Math.round(Math.max(...work.took))} ms; longest lock of a whole table ${Math.round(held)} ms`;
  t.diagnostic(told);
  assert.deepEqual(
    work.sent.filter(({ status }) => status >= 300).map(({ status, text }) => `${status} ${text}`),
    [],
  );
  assert.ok(work.sent.length > FIELDS, told);
  assert.ok(Math.max(...work.took) < LONGEST_ANSWER, told);
  assert.ok(held < LONGEST_LOCK, told);
  assert.equal(house.engine.database.waitingCount, 0);
});

/** Adds field after field and renames it; every other time an older one goes. */
async function shape(speak: Work["callers"][number]): Promise<void> {
  const fields: string[] = [];
  for (let n = 0; n < FIELDS; n++) {
    const type = TYPES[n % TYPES.length]!;
    const settings = { index: n % 3 === 0, ...(type === "choice" ? { options: ["one", "two"] } : {}) };
    const added = await speak("POST", "/api/v1/custom-fields", {
      object: "contact",
      type,
      label: { en: `Fact ${n}` },
      settings: type === "boolean" ? {} : settings,
    });
    assert.equal(added.status, 201, added.text);
    fields.push(added.body.id);
    const change = { label: { en: `Matter ${n}` } };
    assert.equal((await speak("PATCH", `/api/v1/custom-fields/${added.body.id}`, change)).status, 200);
    if (n % 2 === 1) await gone(speak, fields.shift()!);
  }
}

/** Another process's worth of server on the same database. */
async function secondHouse(connection: pg.PoolConfig) {
  const dataFolder = await mkdtemp(path.join(tmpdir(), "raabta-house-"));
  const house = await assemble({
    connection,
    dataFolder,
    secret: "s".repeat(40),
    host: "127.0.0.1",
    port: 3000,
    logLevel: "silent",
    rateLimit: 0,
  });
  return {
    app: house.app,
    close: async () => {
      await house.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Retired, then deleted for good: its column goes while others may still ask for it. */
async function gone(speak: Work["callers"][number], id: string): Promise<void> {
  assert.equal((await speak("DELETE", `/api/v1/custom-fields/${id}`)).status, 204);
  const answer = await speak("POST", `/api/v1/custom-fields/${id}/purge`, {});
  assert.ok(answer.status < 300, answer.text);
}

/** People at work: they list, look, search, make and change, and never wait for one another. */
class Work {
  over = false;
  readonly sent: { status: number; text: string }[] = [];
  readonly took: number[] = [];
  readonly callers: ((method: string, url: string, body?: unknown) => Promise<Answered>)[];
  readonly #ids: readonly string[];

  constructor(callers: Work["callers"], ids: readonly string[]) {
    this.callers = callers;
    this.#ids = ids;
  }

  async run(): Promise<void> {
    const under: Promise<void>[] = [];
    for (let n = 0; !this.over; n++) {
      under.push(this.#send(n));
      await wait(1_000 / RATE);
    }
    await Promise.all(under);
  }

  async #send(n: number): Promise<void> {
    const id = this.#ids[n % this.#ids.length]!;
    const deeds: [string, string, unknown?][] = [
      ["GET", "/api/v1/contacts?limit=50"],
      ["PATCH", `/api/v1/contacts/${id}`, { jobTitle: `Title ${n}` }],
      ["GET", `/api/v1/contacts/${id}`],
      ["GET", "/api/v1/search?q=person"],
      ["POST", "/api/v1/contacts", { name: `Made ${n}` }],
      ["GET", "/api/v1/contacts?sort=-createdAt&limit=20&q=person"],
      ["GET", `/api/v1/contacts/${id}/history`],
      ["GET", "/api/v1/meta"],
    ];
    const begun = performance.now();
    const { status, text } = await this.callers[n % this.callers.length]!(...deeds[n % deeds.length]!);
    this.took.push(performance.now() - begun);
    this.sent.push({ status, text: text.slice(0, 300) });
  }
}

/** Looks every few milliseconds who holds a table so that nobody else may even read it. */
async function watchLocks(config: pg.ClientConfig) {
  const client = new pg.Client(config);
  await client.connect();
  const since = new Map<string, number>();
  let longest = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      const { rows } = await client.query<{ holder: string }>(
        "select l.virtualtransaction || ' ' || l.relation as holder from pg_locks l join pg_class c on c.oid = l.relation where l.mode = 'AccessExclusiveLock' and l.granted and c.relname = 'contacts'",
      );
      const now = performance.now();
      for (const { holder } of rows) {
        since.set(holder, since.get(holder) ?? now);
        longest = Math.max(longest, now - since.get(holder)!);
      }
      await wait(4);
    }
  })();
  return {
    end: async () => {
      over = true;
      await watching;
      await client.end();
      return longest;
    },
  };
}
