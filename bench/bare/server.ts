/** The limit of HTTP on PostgreSQL: node:http and pg, a path for each statement, which gives its answer as one text. */
import { createServer } from "node:http";
import pg from "pg";

/** What the program is told as its one argument, in JSON. */
export interface BareServer {
  connection: pg.PoolConfig;
  schema: string;
  /** Path → statement of one row and one column; its values are the parameters `1`, `2` … of the address. */
  statements: Record<string, string>;
}

const { connection, schema, statements } = JSON.parse(process.argv[2]!) as BareServer;
const pool = new pg.Pool({ ...connection, max: 10, options: `-c search_path=${schema}` });

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url!, "http://bare");
  const text = statements[pathname];
  if (text === undefined) return void response.writeHead(404).end();
  const values = Array.from({ length: searchParams.size }, (_, index) => searchParams.get(`${index + 1}`));
  pool.query({ name: pathname, text, values, rowMode: "array" }).then(
    ({ rows }) => {
      const body = Buffer.from((rows as [string][])[0]![0]);
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
    },
    (error: Error) => {
      const body = Buffer.from(error.message);
      response.writeHead(500, { "content-length": body.length }).end(body);
    },
  );
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
process.on("disconnect", () => process.exit());
