/** Many doors at one address: nobody else has the same one, all lead in, and closing waits for those inside. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { test } from "node:test";
import Fastify from "fastify";
import { openDoors } from "./doors.ts";

test("each connection is served whichever door it came by; closing answers who is inside and sends the idle away", async (t) => {
  const app = Fastify({ forceCloseConnections: "idle" });
  const held = Promise.withResolvers<void>();
  let inside = 0;
  const allInside = Promise.withResolvers<void>();
  app.get("/quick", async () => "quick");
  app.get("/slow", async () => {
    if (++inside === 20) allInside.resolve();
    await held.promise;
    return "slow";
  });
  await openDoors(app, { host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as { port: number };
  const agent = new Agent({ keepAlive: true });
  t.after(async () => agent.destroy());
  const ask = async (path: string): Promise<string> => {
    const asked = request({ host: "127.0.0.1", port, path, agent }).end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    return (await answer.toArray()).join("");
  };
  const quick = await Promise.all(Array.from({ length: 100 }, () => ask("/quick")));
  assert.ok(quick.every((text) => text === "quick"));
  const slow = Promise.all(Array.from({ length: 20 }, () => ask("/slow")));
  await allInside.promise;
  const other = Fastify();
  await assert.rejects(openDoors(other, { host: "127.0.0.1", port }), { code: "EADDRINUSE" });
  await other.close();
  const closed = app.close();
  held.resolve();
  assert.ok((await slow).every((text) => text === "slow"));
  await closed;
  await assert.rejects(ask("/quick"));
});
