/** Who is calling, in which workspace, and may they? Answered before a byte of the body is read. */
import type { FastifyRequest } from "fastify";
import { scopeOf } from "#engine/access/rights.ts";
import { makeContext, type Actor, type Context, type Via, type Workspace } from "#engine/context.ts";
import type { Patience } from "#engine/database/database.ts";
import type { Account } from "#engine/identity/sessions.ts";
import type { Catalogue } from "#model/catalogue.ts";
import { Forbidden, InvalidInput, NotFound } from "#model/errors.ts";
import type { House } from "../assemble.ts";
import { refuseForeignOrigin } from "./origin.ts";
import { inWorkspace, type Right, type Route } from "./route.ts";
import { throughEyes } from "./seeing.ts";

export interface Caller {
  ctx: Context | null;
  account: Account | null;
}

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** No request holds a connection longer with one statement: what takes more is a job. */
const PATIENCE: Patience = { statement: 30_000, lock: 10_000, person: true };

const WORKSPACE_HEADER = "raabta-workspace";

export async function admit(house: House, route: Route, request: FastifyRequest): Promise<Caller> {
  const key = bearer(request);
  if (key !== undefined && inWorkspace(route)) {
    const { workspace, actor } = await house.identity.keys.find(key);
    return { account: null, ctx: allowed(house, route, request, workspace, actor, "api") };
  }
  const account = await house.identity.sessions.find(request.headers.cookie);
  if (changes(route)) refuseForeignOrigin(request.headers, account !== null, house.options.publicUrl);
  if (route.right === "public") return { ctx: null, account };
  if (!account) throw new Forbidden("Sign in first, or send an API key as Authorization: Bearer.", [], false);
  if (route.right === "account") return { ctx: null, account };
  const workspace = await workspaceOf(house, request, account);
  const actor = await house.identity.members.find(workspace, account.id);
  if (!actor) throw new NotFound(`There is no workspace "${workspace.slug}" that you are a member of.`);
  const looking = await throughEyes(house, route, request, { workspace, actor });
  return { account, ctx: allowed(house, route, request, workspace, looking, "screen") };
}

/** The caller of a request that lasts, as allowed now. @throws where the session, the key or the membership has ended */
export async function admitAgain(house: House, route: Route, request: FastifyRequest): Promise<Context> {
  const key = bearer(request);
  if (key !== undefined) {
    const { workspace, actor } = await house.identity.keys.find(key);
    return allowed(house, route, request, workspace, actor, "api");
  }
  const { account, ctx } = request.caller;
  const found = await house.identity.sessions.find(request.headers.cookie);
  const workspace = ctx && (await house.engine.workspaces.get(ctx.workspace.slug));
  const actor = workspace && found?.id === account?.id ? await house.identity.members.find(workspace, found!.id) : null;
  if (!workspace || !actor) throw new Forbidden("The session has ended.", [], false);
  const looking = await throughEyes(house, route, request, { workspace, actor });
  return allowed(house, route, request, workspace, looking, "screen");
}

function allowed(
  house: House,
  route: Route,
  request: FastifyRequest,
  workspace: Workspace,
  actor: Actor,
  via: Via,
): Context {
  if (actor.rights?.scope?.readOnly && changes(route))
    throw new Forbidden("This API key only reads: it asks with GET.");
  requireRight(actor, rightHere(route.right, request, workspace.catalogue), workspace.catalogue);
  const workspaceOfNow = (): Promise<Workspace> => house.engine.workspaces.ofNow(workspace.slug);
  const options = { actor, via, requestId: request.id, patience: PATIENCE, workspaceOfNow };
  return makeContext(house.engine.database, workspace, options);
}

/** Where the object is a parameter of the address, the right is that on the object it names. */
function rightHere(right: Right, request: FastifyRequest, catalogue: Catalogue): Right {
  if (typeof right !== "object" || !("object" in right) || right.object !== ":object") return right;
  const { object: path } = request.params as { object: string };
  const found = catalogue.byPath(`x-${path}`);
  if (!found) throw new NotFound(`There is no object at "x-${path}"`);
  return { ...right, object: found.name };
}

function requireRight(actor: Actor, right: Right, catalogue: Catalogue): void {
  if (typeof right !== "object" || actor.rights === null) return;
  if ("capability" in right) {
    if (!actor.rights.capabilities.includes(right.capability))
      throw new Forbidden(`Your role does not have the right "${right.capability}".`);
    return;
  }
  if (scopeOf(actor, catalogue.object(right.object), right.action) === "none")
    throw new Forbidden(`Your role may not ${right.action} ${right.object} records.`);
}

const changes = (route: Route): boolean => route.method !== "GET";

function bearer(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const found = /^Bearer +(\S+)$/i.exec(header);
  if (!found) throw new Forbidden("The Authorization header takes: Bearer, a space and an API key.", [], false);
  return found[1];
}

/** By the header; where a browser can set none (a picture, a download) by the query parameter `workspace`. */
async function workspaceOf(house: House, request: FastifyRequest, account: Account): Promise<Workspace> {
  const slug = namedWorkspace(request);
  if (slug === undefined) {
    const mine = await house.identity.members.workspacesOf(account.id);
    throw new InvalidInput(
      [
        {
          path: "Raabta-Workspace",
          message: `is missing: this header says which workspace is meant (${mine.map((one) => one.slug).join(", ") || "you have none"})`,
        },
      ],
      400,
    );
  }
  const workspace = await house.engine.workspaces.get(slug);
  if (!workspace) throw new NotFound(`There is no workspace "${slug}" that you are a member of.`);
  return workspace;
}

function namedWorkspace(request: FastifyRequest): string | undefined {
  const header = request.headers[WORKSPACE_HEADER];
  if (typeof header === "string") return header;
  const query = request.query as Record<string, unknown>;
  if (request.method !== "GET" || typeof query["workspace"] !== "string") return undefined;
  const { workspace, ...rest } = query;
  request.query = rest;
  return workspace as string;
}
