/** As whom a browser looks: kept in a cookie, so that pictures, files and streams are seen so too. */
import type { FastifyRequest } from "fastify";
import { Forbidden, NotFound } from "#model/errors.ts";
import { makeContext, type Actor, type Context, type Workspace } from "#engine/context.ts";
import { readOnlySeeing } from "#engine/access/rights.ts";
import { seeingAs, type Seen } from "#engine/identity/seeing.ts";
import type { House } from "../assemble.ts";
import type { Route } from "./route.ts";

const COOKIE = "raabta-see-as";
/** Where it begins and ends one is oneself. */
export const SEE_AS_PATH = "/api/v1/see-as";

const attributes = (house: House): string =>
  `Path=/; HttpOnly; SameSite=Strict${house.options.publicUrl?.startsWith("https:") ? "; Secure" : ""}`;

export const seeAsCookie = (house: House, { workspace, actor }: Context, { kind, id }: Seen): string =>
  `${COOKIE}=${workspace.id}.${actor.userId}.${kind}.${id}; ${attributes(house)}`;

export const endOfSeeing = (house: House): string => `${COOKIE}=; Max-Age=0; ${attributes(house)}`;

const KEPT = new RegExp(`(?:^|; *)${COOKIE}=([0-9a-f-]{36})\\.([0-9a-f-]{36})\\.(user|role)\\.([0-9a-f-]{36})(?:;|$)`);

/** What this person began in this workspace; undefined where they look as themself. */
function seenIn(request: FastifyRequest, workspace: Workspace, viewer: Actor): Seen | undefined {
  const [, place, by, kind, id] = KEPT.exec(request.headers.cookie ?? "") ?? [];
  return place === workspace.id && by === viewer.userId ? { kind: kind as Seen["kind"], id: id! } : undefined;
}

/** @throws Forbidden where the route writes, or the viewer may not look so any more */
export async function throughEyes(
  house: House,
  route: Route,
  request: FastifyRequest,
  { workspace, actor }: { workspace: Workspace; actor: Actor },
): Promise<Actor> {
  const seen = route.path === SEE_AS_PATH ? undefined : seenIn(request, workspace, actor);
  if (!seen) return actor;
  if (route.method !== "GET") throw readOnlySeeing();
  try {
    return await seeingAs(makeContext(house.engine.database, workspace, { actor, via: "screen" }), seen);
  } catch (error) {
    if (!(error instanceof Forbidden || error instanceof NotFound)) throw error;
    throw new Forbidden(error.message, [{ path: "", message: "you cannot look so any more", code: "seeAs.over" }]);
  }
}
