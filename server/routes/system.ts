/** Addresses for those who run the installation: is it well, how much does it do. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { Forbidden } from "#model/errors.ts";
import type { Space } from "#engine/space.ts";
import type { House } from "../assemble.ts";
import { Answer } from "../http/answer.ts";
import type { Metrics } from "../http/metrics.ts";
import { isLocal } from "../http/origin.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { release } from "../settings.ts";

const documents = { tag: "Installation" };
const PATIENCE_MS = 3_000;

interface Health {
  status: "ok" | "unavailable";
  version: string;
  database: string;
  schema: string;
  jobs: string;
  disk: string;
}

const diskOf = (space: Space): string => (space.full ? "full: nothing is written until there is room" : "has room");

async function health({ engine, space }: House): Promise<Health> {
  const state: Health = {
    status: "unavailable",
    version: release,
    database: "not reached",
    schema: "not known",
    jobs: engine.jobs.running ? "working" : "none worked on by this process",
    disk: diskOf(space),
  };
  const [row] = await engine.database
    .within("public")
    .query(sql<{ version: string }>`select current_setting('server_version') as version`);
  state.database = `PostgreSQL ${row!.version.split(" ")[0]}`;
  if (await engine.workspaces.behind()) return { ...state, schema: "behind this release: run raabta migrate" };
  return { ...state, status: "ok", schema: "current" };
}

export function systemRoutes(metrics: Metrics): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/health",
      right: "public",
      unlimited: true,
      response: z.looseObject({
        status: z.enum(["ok", "unavailable"]),
        version: z.string(),
        database: z.string(),
        schema: z.string(),
        jobs: z.string(),
        disk: z.string(),
      }),
      summary: "Is everything there that is needed to work? 200 or 503",
      documents,
      run: async ({ house }) => {
        const late = new Promise<Error>((resolve) =>
          setTimeout(() => resolve(new Error("The database does not answer")), PATIENCE_MS).unref(),
        );
        const found = await Promise.race([health(house).catch((error: Error) => error), late]);
        const body =
          found instanceof Error
            ? {
                status: "unavailable",
                version: release,
                database: found.message,
                schema: "not known",
                jobs: "not known",
                disk: diskOf(house.space),
              }
            : found;
        return Answer.json(body, { status: body.status === "ok" ? 200 : 503 });
      },
    }),
    defineRoute({
      method: "GET",
      path: "/metrics",
      right: "public",
      unlimited: true,
      response: z.string(),
      summary:
        "Measurements for Prometheus; for callers on this machine, or with an API key that has the right to jobs",
      documents,
      run: async (call) => {
        if (
          !isLocal(call.raw.headers, call.raw.socket.remoteAddress) &&
          !(await hasKey(call.house, call.header("authorization")))
        ) {
          throw new Forbidden(
            "Measurements are given on this machine, or to an API key whose role has the right to jobs.",
          );
        }
        return Answer.bytes(await metrics.registry.metrics(), {
          headers: { "content-type": metrics.registry.contentType },
        });
      },
    }),
  ];
}

async function hasKey(house: House, authorization: string | undefined): Promise<boolean> {
  if (!authorization?.startsWith("Bearer ")) return false;
  const { actor } = await house.identity.keys.find(authorization.slice(7).trim());
  return actor.rights?.capabilities.includes("jobs") ?? false;
}
