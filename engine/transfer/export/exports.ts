/** Exports as their makers see them: asked for, watched, fetched. An export is a job whose result is a file. */
import type { ReadStream } from "node:fs";
import { sql, type Sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { assertCapability, mayUse } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { enqueue, type JobRow } from "../../jobs/queue.ts";
import { askerOf } from "../../identity/on-behalf.ts";
import { uploadsOf } from "../uploads.ts";
import { EXPORT_JOB, exportInputSchema } from "./export.job.ts";
import { KEPT_DAYS, openExport } from "./export-files.ts";
import type { ExportSpec } from "./list-spec.ts";
import { listStatement } from "./list-statement.ts";

/** As the API gives it. */
export interface Export {
  id: string;
  jobId: string;
  kind: "list" | "workspace";
  /** Of a list. */
  object: string | null;
  format: string;
  fileName: string;
  status: JobRow["status"];
  /** Rows written so far, or in all. */
  rows: number;
  bytes: number | null;
  error: string | null;
  createdAt: string;
  finishedAt: string | null;
  /** When the file goes; null before it is there. */
  expiresAt: string | null;
}

/**
 * Begins an export. @throws what the export itself would throw: nobody waits for a file that cannot be.
 * @param release of the product, as archives name it.
 */
export async function createExport(ctx: Context, spec: ExportSpec, release: string): Promise<Export> {
  if (spec.kind === "workspace") assertCapability(ctx.actor, "backup");
  else await listStatement(ctx, spec);
  const input = exportInputSchema.parse({ spec, by: askerOf(ctx.actor), release });
  const id = await enqueue(ctx, EXPORT_JOB, input as Json, { attempts: 3 });
  return readExport(ctx, id);
}

/** @throws NotFound where there is none, or it is another's. */
export async function readExport(ctx: Context, id: string): Promise<Export> {
  const [row] = await readRows(ctx, sql`id = ${id}::uuid`, 1);
  if (!row) throw new NotFound("There is no such export");
  return row;
}

/** One's own, newest first. */
export function listExports(ctx: Context, limit = 100): Promise<Export[]> {
  return readRows(ctx, sql`true`, limit);
}

/** @throws NotFound also where the file has been tidied away. */
export async function exportContent(
  ctx: Context,
  id: string,
): Promise<{ name: string; bytes: ReadStream; size: number }> {
  assertCapability(ctx.actor, "export");
  const found = await readExport(ctx, id);
  if (found.status !== "done") throw new NotFound("This export is not finished");
  return {
    name: found.fileName,
    bytes: await openExport(uploadsOf(ctx.catalogue), ctx.workspace.id, id),
    size: found.bytes ?? 0,
  };
}

const ARCHIVE_ENDING = "raabta.tar.gz";

interface Row {
  id: string;
  input: string;
  status: JobRow["status"];
  rows: string;
  bytes: string | null;
  error: string | null;
  created_at: Date;
  finished_at: Date | null;
}

async function readRows(ctx: Context, which: Sql, limit: number): Promise<Export[]> {
  const rows = await ctx.db.query<Row>(sql`
    select id, (input->'data')::text as input, status, coalesce(result->>'rows', progress_done::text) as rows, result->>'bytes' as bytes, error, created_at, finished_at
    from job_runs where name = ${EXPORT_JOB} and ${which} and ${ownCondition(ctx)} order by created_at desc, id desc limit ${limit}`);
  return rows.map((row) => exportOf(row, ctx.workspace.slug));
}

/** A file holds what its maker may see: it is for nobody else, but those who may copy everything. A key sees its own alone. */
function ownCondition(ctx: Context): Sql {
  if (mayUse(ctx.actor, "backup")) return sql`true`;
  const { kind, userId, apiKeyId } = ctx.actor;
  if (kind === "apiKey") return sql`input->'data'->'by'->>'apiKeyId' = ${apiKeyId ?? null}`;
  return sql`input->'data'->'by'->>'kind' = 'user' and created_by = ${userId}::uuid`;
}

function exportOf(row: Row, slug: string): Export {
  const { spec } = exportInputSchema.parse(JSON.parse(row.input));
  const format = spec.kind === "list" ? spec.format : ARCHIVE_ENDING;
  const finished = row.status === "done" ? row.finished_at : null;
  return {
    id: row.id,
    jobId: row.id,
    kind: spec.kind,
    object: spec.kind === "list" ? spec.object : null,
    format,
    fileName: `${spec.kind === "list" ? spec.object : slug}-${row.created_at.toISOString().slice(0, 10)}.${format}`,
    status: row.status,
    rows: Number(row.rows),
    bytes: row.bytes === null ? null : Number(row.bytes),
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    expiresAt: finished ? new Date(finished.getTime() + KEPT_DAYS * 86_400_000).toISOString() : null,
  };
}
