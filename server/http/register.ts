/** Puts a route on Fastify: admission first, then the checks of its shapes, then the route, then its answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z, type ZodType } from "zod";
import { InvalidInput, Unavailable } from "#model/errors.ts";
import type { Context } from "#engine/context.ts";
import type { House } from "../assemble.ts";
import { admit, admitAgain } from "./admission.ts";
import { Answer } from "./answer.ts";
import { EventStream } from "./event-stream.ts";
import { inWorkspace, type Call, type Route } from "./route.ts";
import { idempotencyKey, runOnce } from "./idempotency.ts";
import { withShapeOfNow } from "./outdated.ts";
import { countRequest } from "./rate-limit.ts";
import type { Load } from "./shedding.ts";
import { answerProblem, wrongMediaType } from "./problem.ts";
import { check } from "./validation.ts";

const NO_QUERY = z.strictObject({});

export function registerRoute(app: FastifyInstance, house: House, route: Route, load: Load): void {
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? 1024 * 1024,
    config: { secret: route.unkept ?? false },
    exposeHeadRoute: route.method === "GET" && !route.streams,
    schema: {
      querystring: route.query ?? NO_QUERY,
      ...(route.params ? { params: route.params } : {}),
      ...(route.body ? { body: route.body } : {}),
    },
    validatorCompiler:
      ({ schema, httpPart }) =>
      (value: unknown) => ({ value: check(schema as unknown as ZodType, value, httpPart as "body") }),
    onRequest: async (request, reply) => {
      const refusal = load.refusal(route, reply);
      if (refusal) {
        // Thousands a second would fill the log with one and the same line.
        answerProblem(refusal, request, reply);
        return reply;
      }
      if (route.method !== "GET" && route.right !== "public") house.space.assertFree();
      request.caller = await admit(house, route, request);
      await countRequest(house.limiter, route, request, reply);
      if (!route.multipart && /^multipart\//i.test(request.headers["content-type"] ?? "")) throw wrongMediaType();
      return undefined;
    },
    handler: async (request, reply) => {
      const once = async (): Promise<unknown> => {
        const call = callOf(house, route, request, reply);
        const key = inWorkspace(route) ? idempotencyKey(route, call) : undefined;
        return key === undefined ? await route.run(call) : await runOnce(route, call, key);
      };
      // A body that came as a stream has been read.
      const ctx = () => (route.multipart ? null : request.caller.ctx);
      const result = await withShapeOfNow(house.engine.workspaces, ctx, once, async () => {
        request.caller = { ...request.caller, ctx: await admitAgain(house, route, request) };
      }).catch((error: unknown) => Promise.reject(withWhatStands(error, request.caller.ctx)));
      nameOperation(reply, request, route, result);
      return send(reply, route, result);
    },
  });
}

/** Where something of the request was done before it failed, it must not be asked again as if nothing were. */
function withWhatStands(error: unknown, ctx: Context | null): unknown {
  if (error instanceof Unavailable && ctx?.committed()) error.mayStand = true;
  return error;
}

/** What was written can be taken back by this name: `POST /api/v1/operations/:id/undo`. An answer given before names another's. */
function nameOperation(reply: FastifyReply, request: FastifyRequest, route: Route, result: unknown): void {
  const { ctx } = request.caller;
  const replayed = result instanceof Answer && "idempotency-replayed" in result.headers;
  if (ctx && route.method !== "GET" && !replayed) reply.header("raabta-operation", ctx.operationId);
}

function callOf(
  house: House,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Call<undefined, undefined, undefined> {
  const { ctx, account } = request.caller;
  return {
    get ctx() {
      if (!ctx)
        throw new Error(
          `${route.method} ${route.path} asks for a workspace, but its right ${JSON.stringify(route.right)} names none`,
        );
      return ctx;
    },
    account,
    house,
    params: request.params as undefined,
    query: request.query as undefined,
    body: request.body as undefined,
    ip: request.ip,
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    upload: async (maxBytes) => {
      const part = await request.file({ limits: { fileSize: maxBytes, files: 1 } }).catch((error: unknown) => {
        // What comes behind the part that was one too many is thrown away unread.
        request.raw.unpipe();
        throw error;
      });
      if (!part) throw new InvalidInput([{ path: "file", message: "is missing: send one file in the field `file`" }]);
      return { name: part.filename, contentType: part.mimetype, stream: part.file };
    },
    raw: request,
    askAgain: () => admitAgain(house, route, request),
    takeOver: () => {
      reply.hijack();
      return new EventStream(reply.raw, reply.getHeaders());
    },
  };
}

function send(reply: FastifyReply, route: Route, result: unknown): unknown {
  if (result instanceof EventStream) return reply;
  if (!reply.hasHeader("cache-control"))
    reply.header("cache-control", inWorkspace(route) ? "private, no-store" : "no-store");
  if (!(result instanceof Answer)) {
    if (result === undefined) return reply.code(204).send();
    return reply
      .code(route.status ?? 200)
      .type("application/json; charset=utf-8")
      .send(JSON.stringify(result));
  }
  reply.code(result.status ?? route.status ?? 200).headers(result.headers);
  return result.body === null ? reply.send() : reply.send(result.body);
}
