/** The job of an export: streams the rows from PostgreSQL into a file, in the name and with the rights of who asked. */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { appendEvents } from "../../events/append.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../../jobs/definition.ts";
import { uuidv7 } from "../../records/uuid.ts";
import { actingAs, actorOf, askerSchema } from "../../identity/on-behalf.ts";
import { uploadsOf } from "../uploads.ts";
import { copyOut } from "./copy-out.ts";
import { csvFile } from "./csv.ts";
import { ExportFile } from "./export-files.ts";
import { headings } from "./headings.ts";
import { listSpecSchema, type ListSpec } from "./list-spec.ts";
import { listStatement, type ListStatement } from "./list-statement.ts";
import { xlsxFile } from "./xlsx.ts";

export const EXPORT_JOB = "export";

export const exportInputSchema = z.strictObject({ spec: listSpecSchema, by: askerSchema });
export type ExportInput = z.output<typeof exportInputSchema>;
type Job = JobRun<ExportInput>;

const LOOK_EVERY_MS = 500;

export const exportJob = defineJob<ExportInput>({
  name: EXPORT_JOB,
  input: exportInputSchema as z.ZodType<ExportInput>,
  attempts: 3,
  async run(job) {
    const { spec, by } = job.input;
    const ctx = actingAs(job.ctx, await actorOf(job.ctx, by), job.ctx.via, job.ctx.operationId);
    const statement = await listStatement(ctx, spec);
    const file = await ExportFile.begin(uploadsOf(ctx.catalogue), ctx.workspace.id, job.id);
    try {
      const { rows, cut } = await writeList(job, ctx, statement, file);
      const bytes = await file.finish();
      return { rows, bytes, ...(cut > 0 ? { cut } : {}) } satisfies Json;
    } finally {
      await file.discard();
    }
  },
});

/** Rows and the word in the audit are one transaction: no file without its event. */
function writeList(
  job: Job,
  ctx: Context,
  statement: ListStatement,
  file: ExportFile,
): Promise<{ rows: number; cut: number }> {
  const { spec } = job.input;
  return ctx.transaction(async (inner) => {
    const heads = await headings(statement.columns, spec.language);
    const kinds = statement.columns.map((column) => column.cell);
    let cut = (): number => 0;
    const rows = await watched(job, inner, (signal) =>
      copyOut(inner, statement.select, "format csv", async (stream) => {
        if (spec.format === "csv") return file.write(csvFile(stream, heads, spec.bom), signal);
        const workbook = await xlsxFile(stream, heads, kinds, statement.object.plural);
        cut = workbook.cut;
        return file.write(workbook.bytes, signal);
      }),
    );
    await audit(inner, job.id, spec, statement, rows);
    return { rows, cut: cut() };
  });
}

/** Tells how many rows are written, and breaks the work off where someone asks for it or the process has to stop. */
async function watched<T>(job: Job, inner: Context, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const [backend] = await inner.db.query(sql<{ pid: number }>`select pg_backend_pid() as pid`);
  const stop = new AbortController();
  const ended = new AbortController();
  const watch = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await wait(LOOK_EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
      if (ended.signal.aborted) return;
      const why = job.signal.aborted ? new JobPaused() : (await job.cancelled()) ? new JobCancelled() : undefined;
      if (why) {
        await job.ctx.db.query(sql`select pg_cancel_backend(${backend!.pid})`);
        return stop.abort(why);
      }
      const [row] = await job.ctx.db.query(sql<{ rows: string }>`
        select tuples_processed::text as rows from pg_stat_progress_copy where pid = ${backend!.pid}`);
      await job.progress(Number(row?.rows ?? 0));
    }
  };
  // That it could not be looked at for once is no reason to lose the file.
  const watching = watch().catch(() => undefined);
  try {
    return await work(stop.signal);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    ended.abort();
    await watching;
  }
}

/** Who took what out, and which marked fields were in it. */
async function audit(
  ctx: Context,
  id: string,
  { object, filter, q, trash, format }: ListSpec,
  { columns }: ListStatement,
  count: number,
): Promise<void> {
  const sensitive = columns.filter(({ way }) => way.some((step) => step.field?.definition.sensitive));
  const after = {
    format,
    count,
    fields: columns.map((column) => column.name),
    ...(filter === undefined ? {} : { filter: filter as Json }),
    ...(q === undefined ? {} : { q }),
    ...(trash ? { trash } : {}),
    ...(sensitive.length === 0 ? {} : { sensitive: sensitive.map((column) => column.name) }),
  };
  await appendEvents(ctx, [{ id: uuidv7(), record_id: id, object, type: "exported", before: null, after }]);
}
