/** Saying that one is at a record, and hearing who else is. */
import { z } from "zod";
import { PRESENCE_CHANNEL } from "#engine/identity/notices.ts";
import { leave, othersOf, PRESENT_FOR_MS, readPresent, stay } from "#engine/live/presence.ts";
import { readJson } from "#engine/query/read.ts";
import { Forbidden, InvalidInput } from "#model/errors.ts";
import { defineRoute, type Route } from "../http/route.ts";

const person = z.strictObject({
  person: z.strictObject({ id: z.uuid(), title: z.string().nullable() }),
  editing: z.string().nullable(),
});

export const presenceRoutes: Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/presence",
    right: "signedIn",
    body: z.strictObject({
      object: z.string().max(100),
      id: z.uuid(),
      tab: z
        .string()
        .regex(/^[\w-]{1,40}$/, "has 1 to 40 letters and digits")
        .meta({ description: "Any text that tells this window from the person's others." }),
      editing: z.string().max(100).nullable().default(null).meta({ description: "The field that is being edited." }),
      leaving: z.boolean().default(false),
    }),
    response: z.strictObject({ people: z.array(person), againWithinMs: z.int() }),
    unkept: true,
    summary: "Say that you look at a record or edit it; hear who else does",
    description:
      "Say it again before `againWithinMs` have passed, or be gone. Those at the record hear of it on their stream as `event: presence`.",
    documents: { tag: "Changes", operationId: "presence" },
    run: async ({ ctx, house, body }) => {
      if (ctx.actor.kind !== "user") throw new Forbidden("Only people can be present at a record.");
      const object = ctx.catalogue.objects.get(body.object);
      if (!object)
        throw new InvalidInput([{ path: "object", message: "is no kind of record", code: "server.noObject" }]);
      if (body.leaving) await leave(ctx, body.id, body.tab);
      else await readJson(ctx, object.name, body.id, { fields: ["id"] });
      const editing = body.editing !== null && object.fields.has(body.editing) ? body.editing : null;
      const news = body.leaving || (await stay(ctx, { object: object.name, id: body.id, tab: body.tab, editing }));
      if (news) house.identity.notices.announce(PRESENCE_CHANNEL, ctx.workspace.slug);
      const there = body.leaving ? undefined : (await readPresent(ctx, body.id)).get(body.id);
      return { people: othersOf(ctx, object.name, there?.people ?? []), againWithinMs: PRESENT_FOR_MS };
    },
  }),
];
