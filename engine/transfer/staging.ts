/** Puts the rows of a file into a table of their own by COPY: read once, typed, without those that cannot come in. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "#model/sql.ts";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { JobCancelled } from "../jobs/definition.ts";
import type { Context } from "../context.ts";
import type { CellIssue, Preset, Reject, Work } from "./preset.ts";
import { dataRows } from "./reading/data-rows.ts";
import { shapeOf } from "./reading/detect.ts";
import type { SourceFile } from "./reading/source-file.ts";
import { ownCopy } from "./read-cells.ts";
import { keepRejects, REASON } from "./rejects.ts";

export interface Watch {
  /** A run that goes on keeps what it has rejected so far. */
  keepRejects: boolean;
  progress(done: number): Promise<void>;
  cancelled(): Promise<boolean>;
}

/** @returns how many rows the file has, and how many of them were staged. The tables are as lasting as a crash allows: see `isStaged`. */
export function stage(
  work: Work,
  preset: Preset,
  file: SourceFile,
  watch: Watch,
): Promise<{ rows: number; staged: number }> {
  return work.ctx.transaction(async (ctx) => {
    await dropStaging(ctx, [work.staging, ...preset.tables(work)]);
    const columns = Object.entries(preset.staging(work));
    await ctx.db.query(
      sql`create unlogged table ${sql.id(work.staging)} (n bigint primary key, ${sql.raw(columns.map(([name, type]) => `${pg.escapeIdentifier(name)} ${type}`).join(", "))})`,
    );
    if (!watch.keepRejects)
      await ctx.db.query(sql`delete from import_rejects where import_id = ${work.importId}::uuid`);
    const reading = new Reading(work, preset, file, watch);
    try {
      do {
        const copy = (await ctx.db.open!.stream()).query(
          copyFrom(`copy ${pg.escapeIdentifier(work.staging)} from stdin`),
        );
        await pipeline(Readable.from(reading.portion()), copy);
        await keepRejects(ctx, work.importId, reading.takeRejects());
      } while (!reading.ended);
    } finally {
      await reading.close();
    }
    const groups = await preset.arrange(work, ctx, [...reading.bad]);
    await keepRejects(
      ctx,
      work.importId,
      groups.map((reject) => ({ ...reject, cells: [] })),
    );
    await ctx.db.query(sql`analyze ${sql.id(work.staging)}`);
    return { rows: reading.rows, staged: reading.staged - groups.length };
  });
}

/** Unlogged tables are empty after a crash of the database; then, or after a change of the mapping, the file is read again. */
export async function isStaged(ctx: Context, staging: string): Promise<boolean> {
  const [row] = await ctx.db.query(
    sql<{ there: boolean }>`select to_regclass(${pg.escapeIdentifier(staging)}) is not null as there`,
  );
  if (!row?.there) return false;
  const [found] = await ctx.db.query(sql<{ any: boolean }>`select exists (select 1 from ${sql.id(staging)}) as any`);
  return found?.any ?? false;
}

export async function dropStaging(ctx: Context, tables: readonly string[]): Promise<void> {
  for (const table of tables) await ctx.db.query(sql`drop table if exists ${sql.id(table)}`);
}

/** Removes what imports that nobody has gone on with for a week have left. */
export async function dropForgotten(ctx: Context): Promise<void> {
  const tables = await ctx.db.query(sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relpersistence = 'u' and c.relname ~ '^import_[0-9a-f]{32}'
      and not exists (select 1 from imports i where 'import_' || replace(i.id::text, '-', '') = left(c.relname, 39) and (i.status in ('checking', 'running') or i.updated_at > now() - interval '7 days'))`);
  await dropStaging(
    ctx,
    tables.map((table) => table.name),
  );
}

const MOST_REJECTS = 1_000_000;
/** While a COPY runs its connection takes nothing else: it ends where so many rejected rows wait to be written. */
const REJECTS_AT_ONCE = 2000;
const ASK_EVERY = 20;

class Reading {
  rows = 0;
  staged = 0;
  ended = false;
  readonly bad = new Set<string>();
  #rejects: (Reject & { cells: string[] })[] = [];
  #rejected = 0;
  readonly #lines: AsyncGenerator<string>;
  readonly #work: Work;
  readonly #preset: Preset;
  readonly #file: SourceFile;
  readonly #watch: Watch;

  constructor(work: Work, preset: Preset, file: SourceFile, watch: Watch) {
    this.#work = work;
    this.#preset = preset;
    this.#file = file;
    this.#watch = watch;
    this.#lines = this.#read();
  }

  /** The text of one COPY, a piece per batch: up to the end of the file, or until rejected rows have to be written. */
  async *portion(): AsyncGenerator<string> {
    while (this.#rejects.length < REJECTS_AT_ONCE) {
      const next = await this.#lines.next();
      if (next.done) {
        this.ended = true;
        return;
      }
      if (next.value !== "") yield next.value;
    }
  }

  /** Lets the file go, wherever the reading stopped. */
  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }

  takeRejects(): (Reject & { cells: string[] })[] {
    const taken = this.#rejects;
    this.#rejects = [];
    return taken;
  }

  async *#read(): AsyncGenerator<string> {
    const read = this.#preset.reader(this.#work);
    // A file of rejected rows comes back: its cells carry the apostrophes that kept a spreadsheet from reckoning.
    const ours = this.#work.columns.some((column) => column.name === REASON);
    const { width } = this.#work.detected;
    let batches = 0;
    for await (const { numbers, rows } of dataRows(this.#file, shapeOf(this.#work.detected))) {
      let text = "";
      for (let index = 0; index < rows.length; index += 1) {
        const cells = ours ? rows[index]!.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, "")) : rows[index]!;
        const found =
          cells.length > width && cells.slice(width).some((cell) => cell.trim() !== "")
            ? tooManyCells(cells.length, width)
            : read(cells);
        if ("issues" in found) this.#reject(numbers[index]!, cells, found.issues, found.group);
        else {
          text += `${numbers[index]!}\t${copyRow(found.values)}\n`;
          this.staged += 1;
        }
      }
      this.rows += rows.length;
      yield text;
      batches += 1;
      if (batches % ASK_EVERY === 0) {
        if (await this.#watch.cancelled()) throw new JobCancelled();
        await this.#watch.progress(this.rows);
      }
    }
  }

  #reject(row: number, cells: string[], issues: CellIssue[], group: string | null): void {
    this.#rejected += 1;
    if (this.#rejected > MOST_REJECTS)
      throw new Error(`More than ${MOST_REJECTS} rows cannot be read; look at the columns again`);
    this.#rejects.push({ row, cells: cells.map((cell) => ownCopy(cell.toWellFormed())), issues });
    if (group !== null) this.bad.add(ownCopy(group));
  }
}

function tooManyCells(found: number, width: number): { issues: CellIssue[]; group: null } {
  return {
    issues: [
      {
        column: null,
        message: `has ${found} cells where the table has ${width}`,
        code: "transfer.tooManyCells",
        params: { found, width },
      },
    ],
    group: null,
  };
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function copyRow(values: readonly (string | null)[]): string {
  let text = "";
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += "\t";
    const value = values[index];
    if (value === null || value === undefined) text += "\\N";
    else text += SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign]!) : value;
  }
  return text;
}
