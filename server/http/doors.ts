/** Listens with several sockets at one address, so that many who come at once are all let in. */
import { createServer, type ListenOptions, type Server } from "node:net";
import { once } from "node:events";
import type { FastifyInstance } from "fastify";

/**
 * The event loop accepts one connection for each socket and turn (libuv since 1.45), and a busy turn takes milliseconds: with one
 * socket callers would wait for seconds before we could even refuse them.
 */
const DOORS = 64;
/** Connections not yet accepted, for each. Beyond it callers get no answer at all. The system may allow fewer. */
const BACKLOG = 4_096;
const LOOK_AGAIN_MS = 20;

/** Opens all doors of an app; those beside its own are closed with it. @throws EADDRINUSE where someone else listens there */
export async function openDoors(app: FastifyInstance, address: { host: string; port: number }): Promise<void> {
  const sides: Server[] = [];
  app.addHook("preClose", async () => closeAll(app, sides));
  // Several may listen at one address only if each says so; that nobody else does is seen by one that does not.
  const shared = process.platform === "linux" && (await isFree(address));
  const options = { host: address.host, port: address.port, backlog: BACKLOG, reusePort: shared };
  await app.listen({ ...options, listenTextResolver: () => "listening" });
  const own = app.server.address();
  if (!shared || typeof own !== "object" || own === null) return;
  while (sides.length < DOORS - 1) {
    const side = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
      app.server.emit("connection", socket),
    );
    side.listen({ ...options, host: own.address, port: own.port });
    sides.push(side);
    await once(side, "listening");
  }
}

async function isFree(address: ListenOptions): Promise<true> {
  const probe = createServer().listen(address);
  await once(probe, "listening");
  probe.close();
  await once(probe, "close");
  return true;
}

/** The app's server does not wait for connections that others accepted: they are waited for here. */
async function closeAll(app: FastifyInstance, sides: Server[]): Promise<void> {
  let open = sides.length;
  for (const side of sides) side.close(() => (open -= 1));
  while (open > 0) {
    app.server.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
