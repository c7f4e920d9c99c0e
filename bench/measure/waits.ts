/** Looks again and again what PostgreSQL's processes wait for, so that a long answer can be told apart: by locks, the disk, or its own work. */
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const EVERY_MS = 25;

interface Look {
  at: number;
  /** How many wait for what. */
  waits: Record<string, number>;
}

export interface WaitWatch {
  /** What was waited for most between two times of performance.now(): the mean number of processes for each. */
  between(from: number, to: number): string;
  end(): Promise<void>;
}

export async function watchWaits(connection: pg.ClientConfig): Promise<WaitWatch> {
  const client = new pg.Client(connection);
  await client.connect();
  const look = {
    name: "waits",
    text: `select coalesce(jsonb_object_agg(waiting, n), '{}') as waits from (
      select case when backend_type <> 'client backend' then backend_type || ' ' else '' end
          || coalesce(nullif(state, 'active') || ' ', '') || coalesce(wait_event_type || ' ' || wait_event, 'at work')
          || case when wait_event_type = 'Lock' or state like 'idle in%' then ' in ' || left(regexp_replace(query, '\\s+', ' ', 'g'), 80) else '' end as waiting,
        count(*) as n
      from pg_stat_activity where pid <> pg_backend_pid() and wait_event_type is distinct from 'Activity'
        and (state is distinct from 'idle') group by 1) as each`,
  };
  const looks: Look[] = [];
  let over = false;
  const watching = (async () => {
    for (; !over; await wait(EVERY_MS)) {
      const { rows } = await client.query<{ waits: Record<string, number> }>(look);
      looks.push({ at: performance.now(), waits: rows[0]!.waits });
    }
  })();
  return {
    between: (from, to) => {
      const within = looks.filter(({ at }) => at >= from && at <= to);
      const sums = new Map<string, number>();
      for (const { waits } of within)
        for (const [what, n] of Object.entries(waits)) sums.set(what, (sums.get(what) ?? 0) + n);
      return [...sums]
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, 6)
        .map(([what, sum]) => `${(sum / within.length).toFixed(1)} ${what}`)
        .join("; ");
    },
    end: async () => {
      over = true;
      await watching;
      await client.end();
    },
  };
}
