/** Looking as somebody else does, from the first press to the way back. */
import { z } from "zod";
import { noteSeeing, seeingAs, type Seen } from "#engine/identity/seeing.ts";
import { Answer } from "../http/answer.ts";
import { endOfSeeing, SEE_AS_PATH, seeAsCookie } from "../http/seeing.ts";
import { defineRoute, type Route } from "../http/route.ts";

const documents = { tag: "user" };

export const seeingRoutes: Route[] = [
  defineRoute({
    method: "POST",
    path: SEE_AS_PATH,
    right: { capability: "users" },
    body: z.union([
      z.strictObject({ user: z.uuid().meta({ description: "The person to see as." }) }),
      z.strictObject({ role: z.uuid().meta({ description: "The role to see as, in no team." }) }),
    ]),
    response: z.undefined(),
    status: 204,
    unkept: true,
    summary: "See with the rights of another person from now on, and change nothing",
    description:
      "A browser's session alone takes part; a cookie keeps it until DELETE. It is refused where the person may see more than the caller. That it was begun is in the audit, and what is read meanwhile is read by the caller.",
    documents,
    run: async ({ ctx, body, house }) => {
      const seen: Seen = "user" in body ? { kind: "user", id: body.user } : { kind: "role", id: body.role };
      await seeingAs(ctx, seen);
      await noteSeeing(ctx, seen);
      return Answer.empty({ headers: { "set-cookie": seeAsCookie(house, ctx, seen) } });
    },
  }),
  defineRoute({
    method: "DELETE",
    path: SEE_AS_PATH,
    right: "signedIn",
    response: z.undefined(),
    status: 204,
    unkept: true,
    summary: "See as oneself again",
    documents,
    run: async ({ house }) => Answer.empty({ headers: { "set-cookie": endOfSeeing(house) } }),
  }),
];
