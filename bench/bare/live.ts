/** The limit of live updates: LISTEN in PostgreSQL, a line to every open stream, and nothing else. */
import { createServer, type ServerResponse } from "node:http";
import pg from "pg";

export const CHANNEL = "bench_live";

/** Its one argument is the connection in JSON. */
async function serve(connection: pg.ClientConfig): Promise<void> {
  const open = new Set<ServerResponse>();
  const client = new pg.Client(connection);
  await client.connect();
  client.on("notification", ({ payload = "" }) => {
    for (const response of open) response.write(`data: ${payload}\n\n`);
  });
  await client.query(`listen ${CHANNEL}`);
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("data: hello\n\n");
    open.add(response);
    response.on("close", () => open.delete(response));
  });
  server.listen(0, "127.0.0.1", 1024, () => process.stdout.write(`${JSON.stringify(server.address())}\n`));
  process.on("disconnect", () => process.exit());
}

if (process.argv[1] === import.meta.filename) await serve(JSON.parse(process.argv[2]!) as pg.ClientConfig);
