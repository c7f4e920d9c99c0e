/** Lets PostgreSQL write rows as CSV into a stream, and gives up cleanly wherever it ends. */
import type { Duplex, Readable } from "node:stream";
import { to as copyTo } from "pg-copy-streams";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../../context.ts";
import { translateFailure } from "../../database/failure.ts";
import { inlined } from "../../database/statement.ts";

/**
 * One statement, one moment. Its connection is the transaction's own.
 * @param ctx within a transaction.
 * @param form how COPY writes: `format csv`.
 * @param consume reads the rows to their end; where it fails, the connection is closed and the transaction is lost.
 * @returns how many rows there were.
 */
export async function copyOut(
  ctx: Context,
  select: Sql,
  form: string,
  consume: (rows: Readable) => Promise<void>,
): Promise<number> {
  const client = await ctx.db.open?.stream();
  if (!client) throw new Error("rows are copied out within a transaction");
  const text = `copy (${inlined(select)}) to stdout (${form})`;
  const stream = client.query(copyTo(text)) as ReturnType<typeof copyTo> & { rowCount: number };
  try {
    await consume(stream);
    return stream.rowCount;
  } catch (error) {
    // Half read, it can be told nothing else any more.
    (client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy();
    throw translateFailure(error, text);
  }
}
