/** Looks every few milliseconds who holds a table so that nobody else may even read it, and for how long. */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const EVERY_MS = 2;

export interface Held {
  table: string;
  /** Milliseconds, by the looks: it may have been held up to one look longer. */
  ms: number;
  /** By performance.now(). */
  since: number;
}

export interface LockWatch {
  /** @returns each hold of a table that was seen, the longest first, and how far apart the looks were at most, in milliseconds. */
  end(): Promise<{ held: Held[]; blind: number }>;
}

/** @param schema of the workspace; tables that are made while it looks are nobody's yet and not looked at */
export async function watchLocks(connection: pg.ClientConfig, schema: string): Promise<LockWatch> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<{ oid: number; name: string }>(
    "select oid::int as oid, relname as name from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p')",
    [schema],
  );
  const names = new Map(rows.map((row) => [row.oid, row.name]));
  const look = {
    name: "locks",
    text: "select virtualtransaction as by, relation::int as oid from pg_locks where mode = 'AccessExclusiveLock' and granted and relation = any($1::oid[])",
    values: [[...names.keys()]],
  };
  const seen = new Map<string, Held>();
  let [over, blind, last] = [false, 0, performance.now()];
  const watching = (async () => {
    for (; !over; await wait(EVERY_MS)) {
      const { rows: held } = await client.query<{ by: string; oid: number }>(look);
      const now = performance.now();
      blind = Math.max(blind, now - last);
      last = now;
      for (const { by, oid } of held) {
        const one = seen.get(`${by} ${oid}`) ?? { table: names.get(oid)!, ms: 0, since: now };
        one.ms = now - one.since;
        seen.set(`${by} ${oid}`, one);
      }
    }
  })();
  return {
    end: async () => {
      over = true;
      await watching;
      await client.end();
      return { held: [...seen.values()].toSorted((a, b) => b.ms - a.ms), blind };
    },
  };
}
