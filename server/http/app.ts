/** The HTTP server: what holds for every request, whatever its route. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import fastifyMultipart from "@fastify/multipart";
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { NotFound, type Unavailable } from "#model/errors.ts";
import type { House } from "../assemble.ts";
import { HTTPS_HEADERS, STANDARD_HEADERS } from "./headers.ts";
import { observeRequests, type Metrics } from "./metrics.ts";
import { packAnswers } from "./packing.ts";
import { answerProblem, problemOf } from "./problem.ts";
import { registerRoute } from "./register.ts";
import { checkRoutes, type Route } from "./route.ts";
import { watchLoad } from "./shedding.ts";
import { serveScreens } from "./screens.ts";
import { serveModuleFiles } from "../module-screens.ts";
import { modules } from "../modules.ts";

const TEN_MINUTES = 600_000;
/** Longer than proxies keep theirs, so that none of them asks where we have just closed. */
const KEEP_ALIVE = 72_000;

/** An app that listens on nothing yet. Throws where a route is wrongly defined. */
export async function createApp(house: House, routes: Route[], metrics: Metrics): Promise<FastifyInstance> {
  checkRoutes(routes);
  const { publicUrl, logLevel, webFolder } = house.options;
  const always = publicUrl?.startsWith("https:") ? { ...STANDARD_HEADERS, ...HTTPS_HEADERS } : STANDARD_HEADERS;
  const load = watchLoad(house.engine.database, routes);
  const app = Fastify({
    serverFactory: (serve) =>
      createServer({ requestTimeout: TEN_MINUTES, keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
        const refusal = load.refusalAt(request.url ?? "");
        if (refusal) refuse(refusal, request, response, always, metrics);
        else serve(request, response);
      }),
    logger: logLevel === "silent" ? false : { level: logLevel ?? "warn", serializers: { req: requestLine } },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Only a proxy on this machine is believed, and only where a public address says that there is one.
    trustProxy: publicUrl === undefined ? false : "loopback",
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    // These come before any hook has run.
    frameworkErrors: (error, request, reply) =>
      void sendProblem(error, request, reply.headers({ ...always, "x-request-id": request.id })),
  });

  app.removeContentTypeParser("text/plain");
  readJsonBodies(app);
  await app.register(fastifyMultipart, {
    limits: { fields: 20, fieldSize: 100_000, files: 1, parts: 21, headerPairs: 50 },
  });
  app.decorateRequest("caller");
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({ ...always, "x-request-id": request.id });
  });
  app.addHook("onResponse", async (request, reply) => {
    request.log.debug(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });
  // Streams would keep the server from closing.
  app.addHook("preClose", async () => house.live.close());
  observeRequests(app, metrics);
  packAnswers(app);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  for (const route of routes) registerRoute(app, house, route, load);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(new NotFound("There is nothing at this address."), request, reply),
  );
  serveModuleFiles(app, modules);
  await serveScreens(app, webFolder);
  return app;
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  const problem = answerProblem(error, request, reply);
  if (problem.status === 503 || problem.status === 507)
    request.log.warn({ route: request.routeOptions?.url, detail: problem.detail }, problem.title);
  else if (problem.status >= 500)
    request.log.error({ err: error, route: request.routeOptions.url, code: problem.code }, problem.title);
  else request.log.debug({ code: problem.code, detail: problem.detail }, "refused");
  return reply;
}

/** The answer of `sendProblem`, for a fraction of its cost. It is not logged: thousands a second would fill the log with one line. */
function refuse(
  refusal: Unavailable,
  request: IncomingMessage,
  response: ServerResponse,
  always: Record<string, string>,
  metrics: Metrics,
): void {
  const id = randomUUID();
  const { problem, headers } = problemOf(refusal, id);
  const body = JSON.stringify(problem);
  const length = String(Buffer.byteLength(body));
  response
    .writeHead(problem.status, {
      ...always,
      ...headers,
      "x-request-id": id,
      "cache-control": "no-store",
      "content-length": length,
    })
    .end(body);
  metrics.observe(request.method ?? "GET", "refused", problem.status, 0);
}

/** A request in the log: no query, no headers; both may tell of people. */
function requestLine(request: FastifyRequest): Record<string, unknown> {
  return { method: request.method, route: request.routeOptions?.url, id: request.id };
}

/** Many clients name JSON with every request; a DELETE that does and sends nothing has no body. */
function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "" && request.method === "DELETE") done(null, undefined);
    else void parse(request, body as string, done);
  });
}
