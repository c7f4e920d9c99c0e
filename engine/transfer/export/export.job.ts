/** The job of an export: streams from PostgreSQL into a file, in the name and with the rights of who asked. */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { assertCapability } from "../../access/rights.ts";
import { appendEvents } from "../../events/append.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../../jobs/definition.ts";
import { isStorageFull } from "../../space.ts";
import { uuidv7 } from "../../records/uuid.ts";
import { actingAs, actorOf, askerSchema } from "../../identity/on-behalf.ts";
import { writeArchive } from "../archive/write.ts";
import { uploadsOf } from "../uploads.ts";
import { copyOut } from "./copy-out.ts";
import { csvFile } from "./csv.ts";
import { ExportFile, exportFolder } from "./export-files.ts";
import { headings } from "./headings.ts";
import { exportSpecSchema, type ListSpec } from "./list-spec.ts";
import { listStatement, type ListStatement } from "./list-statement.ts";
import { xlsxFile } from "./xlsx.ts";

export const EXPORT_JOB = "export";

export const exportInputSchema = z.strictObject({
  spec: exportSpecSchema,
  by: askerSchema,
  /** Of the product that was asked. */
  release: z.string().default(""),
});
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
    const file = await ExportFile.begin(uploadsOf(ctx.catalogue), ctx.workspace.id, job.id);
    try {
      const made =
        spec.kind === "workspace" ? await writeWorkspace(job, ctx, file) : await writeList(job, ctx, spec, file);
      const bytes = await file.finish();
      return { ...made, bytes };
    } finally {
      await file.discard();
    }
  },
});

/** Everything, as far as an archive holds it. */
async function writeWorkspace(job: Job, ctx: Context, file: ExportFile): Promise<Record<string, number>> {
  assertCapability(ctx.actor, "backup");
  const files = uploadsOf(ctx.catalogue);
  const written = await writeArchive(
    ctx,
    {
      files,
      release: job.input.release,
      folder: exportFolder(files, ctx.workspace.id),
      progress: async (done) => {
        await job.progress(done);
        const why = await reasonToStop(job);
        if (why) throw why;
      },
    },
    (bytes) => file.write(bytes),
  );
  const after = { format: "archive", count: written.rows, files: written.files };
  await appendEvents(ctx, [
    { id: uuidv7(), record_id: job.id, object: "workspace", type: "exported", before: null, after },
  ]);
  return { ...written };
}

/** Rows and the word in the audit are one transaction: no file without its event. */
async function writeList(job: Job, ctx: Context, spec: ListSpec, file: ExportFile): Promise<Record<string, number>> {
  const statement = await listStatement(ctx, spec);
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
    return { rows, ...(cut() > 0 ? { cut: cut() } : {}) };
  });
}

async function reasonToStop(job: Job): Promise<Error | undefined> {
  if (job.signal.aborted) return new JobPaused();
  try {
    return (await job.cancelled()) ? new JobCancelled() : undefined;
  } catch (error) {
    if (isStorageFull(error)) return error as Error;
    throw error;
  }
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
      const why = await reasonToStop(job);
      if (why) {
        stop.abort(why);
        // Where it still sorts, PostgreSQL would not notice that nobody reads.
        await job.server.query(sql`select pg_cancel_backend(${backend!.pid})`);
        return;
      }
      const [row] = await job.server.query(sql<{ rows: string }>`
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
