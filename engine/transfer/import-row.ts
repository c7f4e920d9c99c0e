/** The row of an import: what was found, what shall become of it, how far it is. */
import { sql } from "#model/sql.ts";
import { Conflict, NotFound } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import type { Mapping } from "./mapping.ts";
import type { ObjectCounts } from "./preset.ts";
import type { Column, Detected } from "./reading/detect.ts";
import type { ShownIssue } from "./rejects.ts";

export type ImportStatus = "read" | "checking" | "checked" | "running" | "paused" | "done" | "failed" | "cancelled";

export interface Counts {
  rows: number;
  accepted: number;
  rejected: number;
  objects: Record<string, ObjectCounts>;
  measures?: Record<string, string | number>;
  /** Choices that were made where the file contradicts itself, each with how often. */
  notes?: JsonObject[];
}

/** As the API gives it. */
export interface Import {
  id: string;
  status: ImportStatus;
  file: { name: string; size: number };
  detected: Detected;
  columns: Column[];
  rows: number | null;
  mapping: Mapping;
  /** Where the mapping comes from: our proposal, the last file with these columns, the import that rejected these rows, a person. */
  mappedBy: "proposed" | "remembered" | "rejects" | "given";
  /** The import whose rejected rows these are. */
  rejectsOf: string | null;
  questions: { code: string; message: string }[];
  job: { id: string } | null;
  progress: { phase: string; done: number; total: number } | null;
  counts: Counts | null;
  issuesSample: ShownIssue[];
  /** Its file and the rows that it rejected are not kept any more. */
  forgotten: boolean;
  error: string | null;
  createdBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export type ImportRow = Import & {
  fileHash: string;
  operationId: string;
  phase: string | null;
  position: number;
  undoFrom: string | null;
};

const ROW = sql`json_build_object('id', t.id, 'status', t.status, 'file', json_build_object('name', t.file_name, 'size', t.file_size),
  'detected', t.detected, 'columns', t.columns, 'rows', t.row_count, 'mapping', t.mapping, 'mappedBy', t.mapped_by, 'rejectsOf', t.rejects_of, 'questions', t.questions,
  'job', case when t.job_id is not null then json_build_object('id', t.job_id) end,
  'progress', case when t.phase is not null then json_build_object('phase', t.phase, 'total', coalesce(t.total, 0),
    'done', case when t.status in ('checking', 'running') then greatest(t.position, coalesce((select j.progress_done from job_runs j where j.id = t.job_id and j.note->>'phase' = t.phase), 0)) else t.position end) end,
  'counts', t.counts, 'issuesSample', t.issues_sample, 'forgotten', t.file_hash = '', 'error', t.error, 'createdBy', t.created_by, 'createdAt', t.created_at,
  'startedAt', (select j.started_at from job_runs j where j.id = t.job_id), 'finishedAt', t.finished_at,
  'fileHash', t.file_hash, 'operationId', t.operation_id, 'phase', t.phase, 'position', t.position, 'undoFrom', t.undo_from)::text as import`;

/** @throws NotFound where there is none, or it is another's and the actor sees only their own. */
export async function readRow(ctx: Context, id: string, options: { lock?: boolean } = {}): Promise<ImportRow> {
  const [row] = await ctx.db.query(
    sql<{
      import: string;
    }>`select ${ROW} from imports t where t.id = ${id}::uuid ${options.lock ? sql`for update of t` : sql``}`,
  );
  if (!row) throw new NotFound("There is no such import");
  return JSON.parse(row.import) as ImportRow;
}

export async function listRows(ctx: Context, limit = 100): Promise<ImportRow[]> {
  const rows = await ctx.db.query(
    sql<{ import: string }>`select ${ROW} from imports t order by t.created_at desc, t.id desc limit ${limit}`,
  );
  return rows.map((row) => JSON.parse(row.import) as ImportRow);
}

/** What the API shows of a row. */
export function shown({
  fileHash: _hash,
  operationId: _operation,
  phase: _phase,
  position: _position,
  undoFrom: _undoFrom,
  ...rest
}: ImportRow): Import {
  return rest;
}

/** What the columns of the table are called, and how their values are written. */
const COLUMNS = {
  status: "text",
  detected: "jsonb",
  columns: "jsonb",
  rows: "bigint",
  mapping: "jsonb",
  mappedBy: "text",
  questions: "jsonb",
  counts: "jsonb",
  issuesSample: "jsonb",
  phase: "text",
  position: "bigint",
  total: "bigint",
  jobId: "uuid",
  operationId: "uuid",
  undoFrom: "uuid",
  error: "text",
  finishedAt: "timestamptz",
} as const;
const NAMES: Record<string, string> = {
  mappedBy: "mapped_by",
  rows: "row_count",
  issuesSample: "issues_sample",
  jobId: "job_id",
  operationId: "operation_id",
  undoFrom: "undo_from",
  finishedAt: "finished_at",
};

export async function changeRow(
  ctx: Context,
  id: string,
  change: Partial<Record<keyof typeof COLUMNS, unknown>>,
): Promise<void> {
  const sets = Object.entries(change).map(([field, value]) => {
    const type = COLUMNS[field as keyof typeof COLUMNS];
    const written =
      value === null || value === undefined
        ? null
        : type === "jsonb"
          ? JSON.stringify(value).replaceAll("\\u0000", "\u2400")
          : value;
    return sql`${sql.id(NAMES[field] ?? field)} = ${written}::${sql.raw(type)}`;
  });
  await ctx.db.query(sql`update imports set ${sql.join([...sets, sql`updated_at = now()`])} where id = ${id}::uuid`);
}

/** @throws Conflict where the import is in none of these states. */
export function requireStatus(row: Pick<Import, "status">, allowed: readonly ImportStatus[], doing: string): void {
  if (!allowed.includes(row.status)) throw new Conflict(`An import that is ${row.status} cannot be ${doing}`);
}
