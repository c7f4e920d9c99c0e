/** Runs jobs in this process: takes them from the queue, keeps their rows true, gives back those of workers that died. */
import { setTimeout as wait } from "node:timers/promises";
import { Logger, run, runMigrations, type Runner } from "graphile-worker";
import { Unavailable } from "#model/errors.ts";
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import { asSystem, SYSTEM_ACTOR, type Context, type ContextOptions, type Via, type Workspace } from "../context.ts";
import { asLogin, type Database, type Db } from "../database/database.ts";
import type { Workspaces } from "../workspace/workspaces.ts";
import { pauseAfterDeath, waitAgain } from "./again.ts";
import { whileAlive } from "./deadline.ts";
import { JobCancelled, JobPaused, type JobDefinition } from "./definition.ts";
import { addToQueue, cancelJob, TASK, type JobRow } from "./queue.ts";
import type { Space } from "../space.ts";
import { WorkerLock } from "./worker-lock.ts";

const PROGRESS_EVERY = 500;
const TIDY_EVERY = 15_000;

/** Milliseconds given to a queue to end itself before another is begun. */
const LONGEST_END = 5000;

/** Milliseconds after which a job that shows no life is cut, if its definition says no others. */
const SILENCE = 1_800_000;

const DIED = "The process that worked on it has ended";

interface Claimed {
  input: string;
  name: string;
  via: Via;
  operation_id: string;
}

interface Lost {
  id: string;
  name: string;
  input: string;
  status: "queued" | "failed";
  attempts: number;
  max_attempts: number;
}

export class Jobs {
  readonly #database: Database;
  readonly #definitions: Map<string, JobDefinition>;
  readonly #workspaces: Workspaces;
  readonly #context: (workspace: Workspace, options: ContextOptions) => Context;
  #runner: Runner | undefined;
  #lock: WorkerLock | undefined;
  #space: Space | undefined;
  readonly #stopping = new AbortController();

  constructor(
    database: Database,
    definitions: readonly JobDefinition[],
    workspaces: Workspaces,
    context: (workspace: Workspace, options: ContextOptions) => Context,
  ) {
    this.#database = database;
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
    this.#workspaces = workspaces;
    this.#context = context;
  }

  /** From then on jobs wait at their borders while there is no room. */
  heed(space: Space): void {
    this.#space = space;
  }

  /** The queue's own tables; safe at every start. */
  async prepare(): Promise<void> {
    await runMigrations({ pgPool: this.#database.loginPool, logger: QUIET });
  }

  get running(): boolean {
    return this.#runner !== undefined;
  }

  /** Takes jobs until `stop`. Those that a killed worker held are given back first, and from then on every quarter of a minute. */
  async start(concurrency = 2): Promise<void> {
    await this.#begin(concurrency);
    const tidy = setInterval(() => void this.giveBack().catch(() => undefined), TIDY_EVERY);
    this.#stopping.signal.addEventListener("abort", () => clearInterval(tidy));
    void this.#keepUp(concurrency);
  }

  async #begin(concurrency: number): Promise<void> {
    this.#lock = await WorkerLock.take(this.#database);
    await this.giveBack();
    this.#runner = await run({
      pgPool: this.#database.loginPool,
      concurrency,
      noHandleSignals: true,
      pollInterval: 2000,
      logger: QUIET,
      taskList: { [TASK]: (payload) => this.#work(payload as { workspace: string; job: string }) },
      // Said in batches, an end that the database does not hear is tried again; said at once it would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
  }

  /** A queue that lost its database, or the lock by which others see that it lives, is begun anew. */
  async #keepUp(concurrency: number): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      await Promise.race([this.#runner!.promise.catch(() => undefined), this.#lock!.lost]);
      if (signal.aborted) return;
      await Promise.race([this.#runner!.stop().catch(() => undefined), wait(LONGEST_END)]);
      await this.#lock!.release();
      while (!signal.aborted) {
        try {
          await this.#begin(concurrency);
          break;
        } catch {
          await wait(500);
        }
      }
      if (signal.aborted) {
        await this.#runner?.stop().catch(() => undefined);
        return;
      }
    }
  }

  /** Lets running jobs pause at their next border. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    // One that lost its database has ended already.
    await this.#runner?.stop().catch(() => undefined);
    this.#runner = undefined;
    await this.#lock?.release();
    this.#lock = undefined;
  }

  /** A waiting job ends at once, with what an attempt before left of it; a running one at its next border. */
  cancel(ctx: Context, id: string): Promise<JobRow> {
    return ctx.transaction(async (inner) => {
      const [waiting] = await inner.db.query(
        sql<{ name: string; input: string }>`select name, input::text as input from job_runs
          where id = ${id}::uuid and status = 'queued' for update`,
      );
      const job = await cancelJob(inner, id);
      const definition = waiting && this.#definitions.get(waiting.name);
      await definition?.dropped?.(asSystem(inner), definition.input.parse(dataOf(waiting!.input)) as never);
      return job;
    });
  }

  /** Jobs whose worker's lock is free belong to nobody: they wait again. So does what waits in no queue, after a restore say. */
  async giveBack(): Promise<void> {
    for (const workspace of await this.#workspaces.list()) {
      // The queue's own tables are no workspace's to look into.
      const left = await this.#database.transaction(asLogin(workspace.schema), async (db) => {
        const lost = await db.query(sql<Lost>`
          update job_runs set worker_id = null, status = case when attempts < max_attempts then 'queued' else 'failed' end,
            error = ${DIED}, finished_at = case when attempts < max_attempts then null else now() end
          where status = 'running'
            and not exists (select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = ${WorkerLock.CLASS} and l.objid = worker_id::oid)
          returning id, name, input::text as input, status, attempts, max_attempts`);
        for (const job of lost) {
          await db.query(
            sql`select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where key = ${`${workspace.schema}.${job.id}`} and locked_by is not null))`,
          );
          if (job.status === "failed")
            await db.query(sql`select graphile_worker.remove_job(${`${workspace.schema}.${job.id}`})::text`);
          else await addToQueue(db, workspace.schema, job.id, job.max_attempts, pauseAfterDeath(job.attempts));
        }
        await this.#queueForgotten(db, workspace);
        return lost;
      });
      for (const job of left) if (job.status === "failed") await this.#giveUp(workspace, job);
    }
  }

  async #giveUp(workspace: Workspace, lost: Lost): Promise<void> {
    const definition = this.#definitions.get(lost.name);
    if (definition?.givenUp) {
      const ctx = this.#context(workspace, { actor: SYSTEM_ACTOR, via: "system" });
      await definition.givenUp(ctx, definition.input.parse(dataOf(lost.input)) as never, DIED);
    }
    await this.#clearAway(workspace, lost);
  }

  /** What a job that failed for good has left. */
  async #clearAway(workspace: Workspace, { name, input }: Pick<Lost, "name" | "input">): Promise<void> {
    const definition = this.#definitions.get(name);
    if (!definition?.dropped) return;
    const data = definition.input.safeParse(dataOf(input));
    const ctx = this.#context(workspace, { actor: SYSTEM_ACTOR, via: "system" });
    if (data.success) await ctx.transaction((inner) => definition.dropped!(inner, data.data));
  }

  /**
   * Jobs that wait in no queue, or whose place in it was taken by a worker that never came to begin them: whoever takes one
   * begins it at once, so a hold of ten seconds on a job that still waits is a dead worker's.
   */
  async #queueForgotten(db: Db, workspace: Workspace): Promise<void> {
    const forgotten = await db.query(sql<{ id: string; max: number; holder: string | null }>`
      select r.id, r.max_attempts as max, j.locked_by as holder
      from job_runs r left join graphile_worker.jobs j on j.key = ${workspace.schema} || '.' || r.id
      where r.status = 'queued' and r.created_at < now() - interval '10 seconds' 
        and (j.id is null or j.locked_at < now() - interval '10 seconds' or (j.locked_at is null and j.attempts >= j.max_attempts))`);
    for (const job of forgotten) {
      if (job.holder !== null) await db.query(sql`select graphile_worker.force_unlock_workers(array[${job.holder}])`);
      await addToQueue(db, workspace.schema, job.id, job.max, 0);
    }
  }

  async #work(payload: { workspace: string; job: string }): Promise<void> {
    const workspace = await this.#workspaces.get(payload.workspace).catch(() => undefined);
    if (!workspace) return;
    const db = this.#database.within(workspace.schema);
    const worker = this.#lock!.id;
    const [claimed] = await db.query(sql<Claimed>`
      update job_runs set status = 'running', worker_id = ${worker}, attempts = attempts + 1, started_at = coalesce(started_at, now()), error = null
      where id = ${payload.job}::uuid and status = 'queued' returning input::text as input, name, via, operation_id`);
    if (claimed) await this.#execute(workspace, payload.job, claimed, worker);
  }

  /** A job that was given back while its worker's lock was lost is another's: its row is not ours to write any more. */
  async #execute(workspace: Workspace, id: string, claimed: Claimed, worker: number): Promise<void> {
    const told = <T>(deed: (db: Db) => Promise<T>): Promise<T> => this.#tell(workspace, worker, deed);
    const finish = (status: string, fields: { result?: Json; error?: string }) =>
      told((db) =>
        db.query(sql`
      update job_runs set status = ${status}, result = ${fields.result === undefined ? null : JSON.stringify(fields.result)}::jsonb, error = ${fields.error ?? null}, finished_at = now(), worker_id = null where id = ${id}::uuid and worker_id = ${worker}`),
      );
    let result: Json;
    try {
      result = await this.#run(workspace, id, claimed, worker);
    } catch (error) {
      if (error instanceof JobCancelled) return void (await finish("cancelled", {}));
      const final = isFinal(error);
      if (final) await finish("failed", { error: (error as Error).message });
      if (final || (await told((db) => waitAgain(db, workspace, { id, worker, error: error as Error }))))
        await this.#clearAway(workspace, claimed);
      return;
    }
    await finish("done", { result });
  }

  #run(workspace: Workspace, id: string, claimed: Claimed, worker: number): Promise<Json> {
    const definition = this.#definitions.get(claimed.name);
    if (!definition) throw new Error(`There is no job "${claimed.name}"`);
    const input = definition.input.parse(dataOf(claimed.input));
    this.#space?.assertFree();
    const silence = definition.silence ?? SILENCE;
    const ctx = this.#context(workspace, {
      actor: SYSTEM_ACTOR,
      via: claimed.via,
      operationId: claimed.operation_id,
      // What hangs in PostgreSQL is ended there too.
      patience: { statement: silence, lock: silence },
    });
    return whileAlive(ctx, silence, (watched) => {
      const progress = this.#progress(workspace, id, worker);
      return definition.run({
        id,
        ctx: watched.ctx,
        server: this.#database.within("public"),
        input,
        signal: this.#stopping.signal,
        progress: (done: number, total?: number | null, note?: Json) => (watched.alive(), progress(done, total, note)),
        cancelled: async () => {
          watched.alive();
          // By the objects, fields and rules of now, or not at all: it is begun again where it was.
          if (await this.#isOutdated(workspace)) throw new JobPaused();
          await this.#database.givingWay.betweenChunks();
          return this.#cancelled(workspace, id, worker);
        },
      } as never);
    });
  }

  async #isOutdated({ slug, catalogue }: Workspace): Promise<boolean> {
    const now = await this.#workspaces.get(slug).catch(() => undefined);
    return now !== undefined && now.catalogue !== catalogue;
  }

  /** Until it is heard: the row of a job that has ended would else say "running" for as long as this worker lives. */
  async #tell<T>(workspace: Workspace, worker: number, deed: (db: Db) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.#database.transaction(workspace.schema, deed);
      } catch (error) {
        if (!(error instanceof Unavailable) || this.#lock?.id !== worker || this.#stopping.signal.aborted) throw error;
        await wait(200);
      }
    }
  }

  /** It never goes back within a phase. Who gets further than ever before has all its attempts again. */
  #progress(
    workspace: Workspace,
    id: string,
    worker: number,
  ): (done: number, total?: number | null, note?: Json) => Promise<void> {
    let last = 0;
    return async (done, total = null, note = null) => {
      if (Date.now() - last < PROGRESS_EVERY && done !== total) return;
      last = Date.now();
      const said = sql`coalesce(${note === null ? null : JSON.stringify(note)}::jsonb, note)`;
      await this.#database.within(workspace.schema).query(sql`
        update job_runs set progress_total = ${total}, note = ${said},
          progress_done = case when note is distinct from ${said} then ${done} else greatest(progress_done, ${done}) end,
          attempts = case when note is distinct from ${said} or ${done} > progress_done then least(attempts, 1) else attempts end
        where id = ${id}::uuid and worker_id = ${worker}`);
    };
  }

  async #cancelled(workspace: Workspace, id: string, worker: number): Promise<boolean> {
    this.#space?.assertFree();
    const [row] = await this.#database.within(workspace.schema).query(
      sql<{
        asked: boolean;
      }>`select cancel_asked or worker_id is distinct from ${worker} as asked from job_runs where id = ${id}::uuid`,
    );
    return row?.asked ?? true;
  }
}

/** What trying again cannot mend: wrong input. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && ["InvalidInput", "NotFound", "Forbidden", "ZodError"].includes(error.name);
}

const dataOf = (input: string): unknown => (JSON.parse(input) as { data: unknown }).data;

const QUIET = new Logger(() => () => undefined);
