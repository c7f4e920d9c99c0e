/** Where more is asked than can be done, the rest is refused at once: those who are let in are still served in time. */
import type { FastifyInstance } from "fastify";
import { Unavailable } from "#model/errors.ts";
import type { Route } from "./route.ts";

/** Requests that wait for a connection to PostgreSQL. */
const MOST_WAITING = 250;
const LOOK_EVERY_MS = 250;
/** Milliseconds that the process may be late with everything. */
const MOST_LATE_MS = 1_500;

export interface Load {
  /** @throws Unavailable (503) while there is too much to do. What is open to everyone is always let in: health, signing in. */
  refuseBeyond(route: Route): void;
}

/** Watches until the app closes. */
export function watchLoad(app: FastifyInstance, pool: { waitingCount: number }): Load {
  let late = 0;
  let looked = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late = now - looked - LOOK_EVERY_MS;
    looked = now;
  }, LOOK_EVERY_MS).unref();
  app.addHook("onClose", async () => clearInterval(timer));
  return {
    refuseBeyond: (route) => {
      if (route.right === "public" || (pool.waitingCount <= MOST_WAITING && late <= MOST_LATE_MS)) return;
      // Not all at the same moment again.
      throw new Unavailable("There is more to do than can be done just now. Try again shortly.", {
        retryAfter: 1 + Math.floor(Math.random() * 3),
      });
    },
  };
}
