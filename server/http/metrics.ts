/** Measurements for Prometheus: requests by route, and the process's own. */
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  registry: Registry;
  observe(method: string, route: string, status: number, seconds: number): void;
}

/** `database` tells how many connections to PostgreSQL are open, idle and waited for. */
export function createMetrics(database: { totalCount: number; idleCount: number; waitingCount: number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "raabta_http_request_seconds",
    help: "Time from a request's arrival to its answer",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "raabta_database_connections",
    help: "Connections to PostgreSQL by state",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      this.set({ state: "open" }, database.totalCount);
      this.set({ state: "idle" }, database.idleCount);
      this.set({ state: "waitedFor" }, database.waitingCount);
    },
  });
  return {
    registry,
    observe: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
  };
}

/** Counts each answer under its route's pattern, never its address: addresses have ids in them. */
export function observeRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", async (request, reply) => {
    metrics.observe(request.method, request.routeOptions.url ?? "unknown", reply.statusCode, reply.elapsedTime / 1000);
  });
}
