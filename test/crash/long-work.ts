/** Long work over HTTP while servers and workers are killed: an import, changes of many records, and who works on them. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { WorkerLock } from "#engine/jobs/worker-lock.ts";
import { readJob } from "#engine/jobs/queue.ts";
import type { Asking } from "./asking.ts";
import type { Company } from "./several.ts";
import { askedAsLogin } from "#test/harness/login.ts";

/** A job that was asked for: where it is told of, and its own id. */
export interface Begun {
  path: string;
  jobId: string;
}

async function ask(asking: Asking, path: string, key: string, body?: unknown): Promise<Record<string, unknown>> {
  const headers: Record<string, string> = key === "" ? {} : { "idempotency-key": key };
  const { status, text, body: answer } = await asking.ask(path, { method: "POST", headers, body });
  assert.ok(status < 300, `${path}: ${status} ${text}`);
  return answer as Record<string, unknown>;
}

/** Uploads a file of invoice lines and starts its import. */
export async function bringIn(asking: Asking, csv: string): Promise<Begun> {
  const form = new FormData();
  form.append("file", new Blob([csv], { type: "text/csv" }), "invoices.csv");
  const { id } = (await ask(asking, "imports", "", form)) as { id: string };
  const { job } = (await ask(asking, `imports/${id}/start`, `start-${id}`)) as { job: { id: string } };
  return { path: `imports/${id}`, jobId: job.id };
}

/** @returns the ids of so many products, made a thousand at a time. */
export async function makeProducts(asking: Asking, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 1_000) {
    const operations = Array.from({ length: Math.min(1_000, count - from) }, (_, n) => ({
      op: "create",
      data: { code: `seed-${from + n}`, name: "Seed" },
    }));
    const { results } = await ask(asking, "products/batch?records=false", `products-${from}`, { operations });
    ids.push(...(results as { id: string }[]).map(({ id }) => id));
  }
  return ids;
}

/** Begins to name all of them anew. */
export async function changeAll(asking: Asking, ids: string[], turn: number): Promise<Begun> {
  const body = { act: "update", patch: { name: `Named ${turn}` }, ids };
  const { id, jobId } = (await ask(asking, "products/bulk", `bulk-${turn}`, body)) as { id: string; jobId: string };
  return { path: `bulk/${id}`, jobId };
}

/** Waits for the end of a job that ends well. */
export async function ended({ ctx }: Company, { jobId, path }: Begun): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const job = await readJob(ctx, jobId);
    if (job.status === "done") return;
    assert.ok(["queued", "running"].includes(job.status), `${path}: ${JSON.stringify(job)}`);
    assert.ok(performance.now() - begun < 120_000, `Not within two minutes: ${path} ${JSON.stringify(job)}`);
    await wait(25);
  }
}

export interface Watch {
  /** Jobs that one worker began and another went on with, so far. */
  takeovers(): number;
  /** Waits until a job is being worked on. @returns the place of the worker who does; undefined where there is nothing to do */
  busy(): Promise<number | undefined>;
  end(): Promise<void>;
}

/** Looks again and again which worker works on which job. */
export function watchWorkers({ ctx }: Company): Watch {
  const workers = new Map<string, Set<number>>();
  const look = async (): Promise<{ place: string | null }[]> => {
    const rows = await askedAsLogin(
      ctx,
      sql<{ id: string; worker: number | null; place: string | null }>`
        select r.id, r.worker_id as worker, substr(a.application_name, 7) as place from job_runs r
        left join pg_locks l on l.locktype = 'advisory' and l.classid = ${WorkerLock.CLASS} and l.objid = r.worker_id::oid
        left join pg_stat_activity a on a.pid = l.pid where r.status in ('queued', 'running') and r.name in ('bulk', 'import')`,
    );
    for (const { id, worker } of rows) if (worker !== null) workers.set(id, (workers.get(id) ?? new Set()).add(worker));
    return rows;
  };
  let over = false;
  const running = (async () => {
    for (; !over; await wait(20)) await look();
  })();
  return {
    takeovers: () => [...workers.values()].filter((each) => each.size > 1).length,
    busy: async () => {
      for (;;) {
        const rows = await look();
        const places = rows.flatMap(({ place }) => (place === null ? [] : [Number(place)]));
        if (places.length > 0 || rows.length === 0) return places[0];
        await wait(10);
      }
    },
    end: async () => {
      over = true;
      await running;
    },
  };
}
