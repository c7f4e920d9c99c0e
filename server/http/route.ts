/** What a route is: data that the doorstep registers, guards, checks and documents. */
import type { FastifyRequest } from "fastify";
import type { Readable } from "node:stream";
import type { z, ZodType } from "zod";
import type { Context } from "#engine/context.ts";
import type { Account } from "#engine/identity/sessions.ts";
import type { Capability } from "#model/rights.ts";
import type { EventStream } from "./event-stream.ts";
import type { House } from "../assemble.ts";
import type { Answer } from "./answer.ts";

export type Action = "read" | "create" | "update" | "delete";

/**
 * Who may call a route: everyone; anyone signed in, in no workspace (`account`); any member of the workspace (`signedIn`);
 * or those whose role allows the action on the object, or has the capability.
 */
export type Right = "public" | "account" | "signedIn" | { object: string; action: Action } | { capability: Capability };

/** A file on its way in. The stream must be read to its end; `truncated` is known only then. */
export interface Upload {
  name: string;
  contentType: string;
  stream: Readable & { truncated?: boolean };
}

/** A request as a route sees it: checked, with the caller known. */
export interface Call<P, Q, B> {
  /** The caller within the workspace; only on routes of a workspace. */
  readonly ctx: Context;
  /** Who is signed in by the browser's session; null for API keys and strangers. */
  account: Account | null;
  params: P;
  query: Q;
  body: B;
  house: House;
  /** Address of the caller. */
  ip: string;
  header(name: string): string | undefined;
  /** The one file of a multipart request, at most `maxBytes` long (its stream then says `truncated`). */
  upload(maxBytes: number): Promise<Upload>;
  raw: FastifyRequest;
  /** Who the caller is allowed to be now. Throws where not at all any more: the session has ended, the key is revoked. */
  askAgain(): Promise<Context>;
  /** Begins an answer that goes on; return it. For routes that say `streams`. */
  takeOver(): EventStream;
}

type Output<S> = S extends ZodType ? z.output<S> : undefined;

/** What the OpenAPI document says where it is more than what the doorstep checks. */
export interface Documented {
  body?: ZodType;
  response?: ZodType;
  tag?: string;
  operationId?: string;
}

export interface RouteDefinition<P, Q, B> {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** With `:name` for parameters. Under /api/v1 a route belongs to a workspace, unless its right is public or account. */
  path: string;
  right: Right;
  params?: P;
  query?: Q;
  body?: B;
  /** Shape of the answer. Held by the contract tests, not at each request. */
  response: ZodType;
  /** Status of the answer when all is well; 200 if not said. */
  status?: number;
  /** Another status of success, with its shape: where only a preview was asked for. */
  also?: { status: number; response: ZodType };
  summary: string;
  description?: string;
  documents?: Documented | (() => Documented);
  /** Largest body in bytes; 1 MiB if not said. */
  bodyLimit?: number;
  /** The request carries a file. */
  multipart?: boolean;
  /** No answer is kept for an Idempotency-Key: it holds a secret shown this once, or the work stands in no transaction of ours. */
  unkept?: boolean;
  /** Units of the rate limit that a request weighs; 1 if not said. */
  cost?: number;
  /** Counts against no limit: those who watch over the installation ask it. */
  unlimited?: boolean;
  /** Answers with events for as long as the caller stays. */
  streams?: boolean;
  /** Answers 410 where a place in what was read before holds no longer. */
  gone?: boolean;
  /** Takes a list's conditions of state: If-Match is read from the call. */
  versioned?: boolean;
  run(call: Call<Output<P>, Output<Q>, Output<B>>): unknown;
}

/** A route whose own shapes have been forgotten, so that many can stand in one list. */
export type Route = RouteDefinition<ZodType | undefined, ZodType | undefined, ZodType | undefined>;

/** Says a route. `run` gives a value to be sent as JSON, or an `Answer` where status, headers or body are its own. */
export function defineRoute<
  P extends ZodType | undefined = undefined,
  Q extends ZodType | undefined = undefined,
  B extends ZodType | undefined = undefined,
>(route: RouteDefinition<P, Q, B>): Route {
  return route as unknown as Route;
}

export type { Answer };

/** Does the route need a workspace to be named? */
export function inWorkspace(route: Pick<Route, "right">): boolean {
  return route.right !== "public" && route.right !== "account";
}

/** Refuses routes that nobody could guard or call: no right, a name twice. Called once, at the start. */
export function checkRoutes(routes: Route[]): void {
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (!isRight(route.right)) {
      throw new Error(
        `The route ${name} says nobody who may call it. Give it a \`right\`: "public", "account", "signedIn", { object, action } or { capability }.`,
      );
    }
    if (seen.has(name)) throw new Error(`The route ${name} is defined twice.`);
    seen.add(name);
  }
}

function isRight(right: unknown): right is Right {
  if (right === "public" || right === "account" || right === "signedIn") return true;
  if (typeof right !== "object" || right === null) return false;
  if ("capability" in right) return typeof right.capability === "string";
  return "object" in right && "action" in right && typeof right.object === "string" && typeof right.action === "string";
}
