/** Many new rows at once go in by COPY, which costs PostgreSQL a fraction of what reading JSON does. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CatalogueField } from "#model/catalogue.ts";
import { columnText, type Json, type JsonObject } from "#model/json.ts";
import { translateFailure } from "../database/failure.ts";
import { faceOf } from "../query/columns.ts";
import type { Context } from "../context.ts";
import type { Column } from "../database/write-set.ts";

/** Below this many rows one ordinary statement is as quick. */
export const FEW = 50;

/** So much text goes out at once: PostgreSQL writes what it has while the next piece is made. */
const PIECE = 64 * 1024;

/** Where a set is large enough for COPY, the connection that it needs; there is one within a transaction. */
export const copyingClient = async (ctx: Context, rows: number): Promise<pg.PoolClient | undefined> =>
  rows > FEW ? ctx.db.open?.stream() : undefined;

/** @param lines a row each, as `line` gives them; made as PostgreSQL takes them. */
export async function copyLines(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const statement = `copy ${pg.escapeIdentifier(table)} (${names}) from stdin`;
  try {
    await pipeline(Readable.from(pieces(lines), { highWaterMark: 1 }), client.query(copyFrom(statement)));
  } catch (error) {
    throw translateFailure(error, statement);
  }
}

function* pieces(lines: Iterable<string>): Generator<string> {
  let text = "";
  for (const each of lines) {
    text += each;
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** One row of values as COPY takes it. */
export const line = (values: readonly Json[]): string => `${values.map(cell).join("\t")}\n`;

/** Arrays have a text form of their own: tables with such columns take the ordinary way. */
export function copies(columns: readonly Column[]): boolean {
  return !columns.some((column) => column.cast.endsWith("[]"));
}

/**
 * @param system the values of the columns that are the same for all, as COPY takes them; they stand after the id.
 * @param last what stands in the last column, behind those of the fields.
 */
export async function copyRows(
  client: pg.PoolClient,
  table: string,
  columns: readonly Column[],
  system: string,
  fields: readonly CatalogueField[],
  records: readonly { id: string; values: JsonObject }[],
  last: ((values: JsonObject) => string) | undefined,
): Promise<void> {
  const writers = fields.map(writerOf);
  function* lines(): Generator<string> {
    for (const { id, values } of records) {
      let text = `${id}\t${system}`;
      for (const write of writers) text += write(values);
      if (last) text += `\t${cell(last(values))}`;
      yield `${text}\n`;
    }
  }
  const names = columns.map((column) => column.name);
  await copyLines(client, table, names, lines());
}

/** Gives the field's columns as text, each after a tab, in the order in which they are stored. */
function writerOf(field: CatalogueField): (values: JsonObject) => string {
  if (field.target) return (values) => `\t${cell(values[field.name] ?? null)}`;
  const parts = Object.entries(faceOf(field).columns(field.definition)).map(([suffix, column]) => ({
    suffix,
    json: column.cast.startsWith("json"),
  }));
  const empty = parts.map(() => "\t\\N").join("");
  return (values) => {
    const value = values[field.name] ?? null;
    if (value === null) return empty;
    const columns = field.type.toColumns(value, field.definition);
    let text = "";
    for (const { suffix, json } of parts) {
      const part = columns[suffix] ?? null;
      text += `\t${cell(json && part !== null ? JSON.stringify(part) : part)}`;
    }
    return text;
  };
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function cell(value: Json): string {
  if (value === null) return "\\N";
  const text = columnText(value);
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign]!) : text;
}
