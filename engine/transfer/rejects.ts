/** Rows that could not come in: kept with their reasons, shown, and given back as a file that can be dropped again. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";
import { guarded } from "./export/formula-safe.ts";
import type { CellIssue, Reject } from "./preset.ts";
import { dataRows } from "./reading/data-rows.ts";
import { shapeOf, type Column, type Detected } from "./reading/detect.ts";
import type { SourceFile } from "./reading/source-file.ts";

const AT_ONCE = 1000;
const SHOWN = 50;

/** JSON that jsonb takes: a NUL cannot be stored, its picture can. */
const json = (value: unknown): string => JSON.stringify(value).replaceAll("\\u0000", "\u2400");

export async function keepRejects(
  ctx: Context,
  importId: string,
  rejects: readonly (Reject & { cells?: readonly string[] })[],
): Promise<void> {
  for (let from = 0; from < rejects.length; from += AT_ONCE) {
    const rows = rejects
      .slice(from, from + AT_ONCE)
      .map(({ row, cells, issues }) => ({ n: row, cells: cells ?? [], issues }));
    await ctx.db.query(sql`insert into import_rejects (import_id, row_number, cells, issues)
      select ${importId}::uuid, r.n, r.cells, r.issues from json_to_recordset(${json(rows)}::json) as r(n bigint, cells jsonb, issues jsonb)
      on conflict (import_id, row_number) do nothing`);
  }
}

/** Rows that were refused later than at reading get their cells from the file. */
export async function fillCells(ctx: Context, importId: string, file: SourceFile, detected: Detected): Promise<void> {
  const missing = await ctx.db.query(
    sql<{ n: string }>`select row_number as n from import_rejects where import_id = ${importId}::uuid and cells = '[]'`,
  );
  if (missing.length === 0) return;
  const wanted = new Set(missing.map((row) => Number(row.n)));
  let found: { n: number; cells: string[] }[] = [];
  const write = async (): Promise<void> => {
    await ctx.db
      .query(sql`update import_rejects as t set cells = r.cells from json_to_recordset(${json(found)}::json) as r(n bigint, cells jsonb)
      where t.import_id = ${importId}::uuid and t.row_number = r.n`);
    found = [];
  };
  for await (const { numbers, rows } of dataRows(file, shapeOf(detected))) {
    for (let index = 0; index < rows.length; index += 1) {
      if (wanted.has(numbers[index]!))
        found.push({ n: numbers[index]!, cells: rows[index]!.map((cell) => cell.toWellFormed()) });
    }
    if (found.length >= AT_ONCE) await write();
  }
  if (found.length > 0) await write();
}

export interface ShownIssue {
  row: number;
  column?: string;
  message: string;
  code?: string;
  params?: Record<string, string | number>;
  value?: string;
}

/** The first issues, as the wizard shows them. */
export async function issuesSample(ctx: Context, importId: string, columns: readonly Column[]): Promise<ShownIssue[]> {
  const rows = await ctx.db.query(sql<{ n: string; issues: string }>`
    select row_number as n, issues::text as issues from import_rejects where import_id = ${importId}::uuid order by row_number limit ${SHOWN}`);
  return rows
    .flatMap((row) =>
      (JSON.parse(row.issues) as CellIssue[]).map(({ column, message, code, params, value }) => ({
        row: Number(row.n),
        message,
        ...(column === null ? {} : { column: columns[column]?.name ?? String(column + 1) }),
        ...(code === undefined ? {} : { code }),
        ...(params === undefined ? {} : { params }),
        ...(value === undefined ? {} : { value }),
      })),
    )
    .slice(0, SHOWN);
}

export async function countRejects(ctx: Context, importId: string): Promise<number> {
  const [row] = await ctx.db.query(
    sql<{ count: number }>`select count(*)::int as count from import_rejects where import_id = ${importId}::uuid`,
  );
  return row?.count ?? 0;
}

/** Numbers stay numbers. */
function safeCell(cell: string): string {
  const text = /^[+-]?[\d\s.,]+$/.test(cell) ? cell : guarded(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of a file that Excel and we read back as it is. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(safeCell).join(",")}\r\n`;

/** The columns as they were, then what is wrong. Begins with a byte order mark, so that Excel reads it as UTF-8. */
export async function* rejectsCsv(
  ctx: Context,
  importId: string,
  columns: readonly Column[],
  say: (issue: CellIssue) => string,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine([...columns.map((column) => column.name), REASON])}`;
  let after = 0;
  for (;;) {
    const rows = await ctx.db.query(sql<{ n: string; cells: string; issues: string }>`
      select row_number as n, cells::text as cells, issues::text as issues from import_rejects
      where import_id = ${importId}::uuid and row_number > ${after} order by row_number limit ${AT_ONCE}`);
    if (rows.length === 0) return;
    after = Number(rows.at(-1)!.n);
    yield rows
      .map((row) => rejectLine(JSON.parse(row.cells) as string[], JSON.parse(row.issues) as CellIssue[], columns, say))
      .join("");
  }
}

/** Name of the column with the reasons; an import leaves it out. */
export const REASON = "Raabta: reason";

function rejectLine(
  cells: readonly string[],
  issues: readonly CellIssue[],
  columns: readonly Column[],
  say: (issue: CellIssue) => string,
): string {
  const reason = issues
    .map((issue) =>
      issue.column === null ? say(issue) : `${columns[issue.column]?.name ?? issue.column + 1}: ${say(issue)}`,
    )
    .join("; ");
  const padded = Array.from({ length: Math.max(columns.length, cells.length) }, (_, index) => cells[index] ?? "");
  return csvLine([...padded, reason]);
}
