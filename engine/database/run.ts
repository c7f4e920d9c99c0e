/** Runs one statement on a connection. */
import pg from "pg";
import type { Sql } from "#model/sql.ts";
import { translateFailure } from "./failure.ts";
import { makeRoom } from "./kept-statements.ts";
import { sendTogether } from "./sending.ts";
import { compile, type Statement } from "./statement.ts";

const { JSON: json, JSONB: jsonb } = pg.types.builtins;

/** JSON leaves PostgreSQL finished and goes on as text. Said for our own statements only: the pool's other users parse theirs. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: "text" | "binary") =>
    id === json || id === jsonb
      ? (text: string) => text
      : pg.types.getTypeParser(id, format as "text")) as typeof pg.types.getTypeParser,
};

export async function run<R>(client: pg.PoolClient, statement: Sql<R> | Sql | Statement): Promise<R[]> {
  const ready = "text" in statement ? statement : compile(statement);
  sendTogether(client);
  makeRoom(client, ready);
  try {
    return (await client.query({ ...ready, types })).rows as R[];
  } catch (error) {
    throw translateFailure(error, ready.text);
  }
}
