/** Where more is asked than can be done, the rest is refused at once: those who are let in are still served in time. */
import type { FastifyInstance } from "fastify";
import { Unavailable } from "#model/errors.ts";
import type { Route } from "./route.ts";

/** Requests that wait for a connection to PostgreSQL. */
const MOST_WAITING = 250;
/** Requests of all kinds in this process that have not been answered. */
const MOST_OPEN = 1_000;

export interface Load {
  /** @throws Unavailable (503) while there is too much to do. What is open to everyone is always let in: health, signing in. */
  refuseBeyond(route: Route): void;
}

/** Counts what is open. Streams are no load: they have their own limits. */
export function watchLoad(app: FastifyInstance, pool: { waitingCount: number }): Load {
  let open = 0;
  app.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.config.streams) return;
    open += 1;
    reply.raw.once("close", () => (open -= 1));
  });
  return {
    refuseBeyond: (route) => {
      if (route.right === "public" || (pool.waitingCount <= MOST_WAITING && open <= MOST_OPEN)) return;
      // Not all at the same moment again.
      throw new Unavailable("There is more to do than can be done just now. Try again shortly.", {
        retryAfter: 1 + Math.floor(Math.random() * 3),
      });
    },
  };
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** The answer goes on for as long as the caller stays. */
    streams?: boolean;
  }
}
