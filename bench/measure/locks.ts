/** Looks every few milliseconds who holds a table so that nobody else may even read it, and for how long. */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const EVERY_MS = 2;
/** From then on it is asked who holds it. */
const LONG_MS = 50;

export interface Held {
  table: string;
  /** Milliseconds, by the looks: it may have been held up to one look longer. */
  ms: number;
  /** By performance.now(). */
  since: number;
  /** What the holder was at when the hold had become a long one. */
  by: string;
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
    text: "select virtualtransaction as by, relation::int as oid from pg_locks where locktype = 'relation' and mode = 'AccessExclusiveLock' and granted and relation = any($1::oid[])",
    values: [[...names.keys()]],
  };
  const holder = {
    name: "holder",
    text: `select coalesce(string_agg(backend_type || ' ' || state || ' ' || coalesce(wait_event, '') || ': ' || left(query, 400), '; '), '') as by
      from pg_stat_activity where pid in (select pid from pg_locks where virtualtransaction = $1)`,
  };
  const seen: Held[] = [];
  let standing = new Map<string, Held>();
  let [over, blind, last] = [false, 0, performance.now()];
  const watching = (async () => {
    for (; !over; await wait(EVERY_MS)) {
      const { rows: held } = await client.query<{ by: string; oid: number }>(look);
      const now = performance.now();
      blind = Math.max(blind, now - last);
      last = now;
      const before = standing;
      standing = new Map();
      for (const { by, oid } of held) {
        // Let go and taken anew between two looks it is another hold.
        const one = before.get(`${by} ${oid}`) ?? { table: names.get(oid)!, ms: 0, since: now, by: "" };
        if (one.ms === 0) seen.push(one);
        one.ms = Math.max(now - one.since, Number.EPSILON);
        standing.set(`${by} ${oid}`, one);
        if (one.ms > LONG_MS && one.by === "")
          one.by = (await client.query<{ by: string }>({ ...holder, values: [by] })).rows[0]!.by || "gone";
      }
    }
  })();
  return {
    end: async () => {
      over = true;
      await watching;
      await client.end();
      return { held: seen.toSorted((a, b) => b.ms - a.ms), blind };
    },
  };
}
