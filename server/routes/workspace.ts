/** The workspace as its members see it: the catalogue for their rights, settings, their own preferences, search. */
import { z } from "zod";
import { withAllRights } from "#engine/identity/acting.ts";
import { currencyCodes } from "#engine/identity/country.ts";
import { read } from "#engine/query/read.ts";
import { offeredActions } from "#engine/workspace/actions/offered.ts";
import { stepsOf } from "#engine/workspace/actions/step.ts";
import { pinsOf, pinsToKeep } from "#engine/workspace/pins/pins.ts";
import { update } from "#engine/records/records.ts";
import { MATCHED, search } from "#engine/search/search.ts";
import { phonePlanOf } from "#fields/phones/plan.ts";
import { Forbidden } from "#model/errors.ts";
import { isObject, plainText, type Json, type JsonObject } from "#model/json.ts";
import { LAYOUTS, MOST_PINS } from "#model/view-parts.ts";
import type { Context, Workspace } from "#engine/context.ts";
import { Answer } from "../http/answer.ts";
import { offeredScreens } from "../module-screens.ts";
import { modules } from "../modules.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { metaObjects } from "./meta-objects.ts";

const settings = z.looseObject({
  country: z.string(),
  baseCurrency: z.string(),
  timeZone: z.string(),
  language: z.string(),
  weekStart: z.int(),
});
const shown = z.strictObject({ slug: z.string(), name: z.string(), settings });
const documents = { tag: "Workspace" };
const reference = z.strictObject({ id: z.string(), name: z.string() });
const pins = z
  .array(z.strictObject({ id: z.uuid(), name: z.string(), object: z.string(), layout: z.enum(LAYOUTS) }))
  .meta({ description: "The saved views that stand in the caller's rail, in order." });
const phonePlan = z
  .strictObject({ code: z.string(), own: z.string().optional(), ways: z.array(z.tuple([z.string(), z.string()])) })
  .meta({
    description: "How phone numbers of the workspace's country are written there: patterns, and what they become.",
  });
const caller = { name: z.string(), email: z.string(), role: reference, pins };

const show = ({ slug, name, settings: current }: Workspace) => ({ slug, name, settings: current });

/** Who acts, for the frame of the screens. A key is shown as what it is. */
async function me(ctx: Context) {
  const { actor } = ctx;
  const trusted = withAllRights(ctx);
  const user = actor.kind === "user" && actor.userId !== null ? await read(trusted, "user", actor.userId) : undefined;
  const key = actor.apiKeyId === undefined ? undefined : await read(trusted, "apiKey", actor.apiKeyId);
  // As a role one is nobody in particular: it stands in the place of the person.
  const asRole =
    actor.seenBy !== undefined && actor.seenBy === actor.userId
      ? await read(trusted, "role", actor.roleId!)
      : undefined;
  const role = asRole ? { id: plainText(asRole["id"]), title: asRole["name"] ?? null } : (user ?? key)?.["role"];
  return {
    id: actor.userId ?? actor.apiKeyId ?? null,
    name: plainText(asRole?.["name"] ?? user?.["name"] ?? key?.["name"]),
    email: plainText(user?.["email"]),
    // Whoever looks as somebody else reads in their own language.
    ...(actor.seenBy === undefined
      ? { language: user?.["language"] ?? undefined, theme: user?.["theme"] ?? undefined }
      : { seen: true }),
    timeZone: user?.["timeZone"] ?? undefined,
    role: named(role),
    teams: Array.isArray(user?.["teams"]) ? user["teams"].map(named) : [],
    rights: actor.rights,
    capabilities: actor.rights?.capabilities ?? [],
    pins: actor.kind === "user" ? await pinsOf(ctx, user?.["pins"]) : [],
  };
}

const named = (value: Json | undefined): { id: string; name: string } =>
  isObject(value)
    ? { id: plainText(value["id"] as Json), name: plainText(value["title"] as Json) }
    : { id: "", name: "" };

export const workspaceRoutes: Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/meta",
    right: "signedIn",
    response: z.strictObject({
      workspace: shown,
      me: z.looseObject({ ...caller, teams: z.array(reference) }),
      currencies: z.array(z.string()),
      phonePlan: phonePlan.optional(),
      actions: z.array(z.looseObject({ object: z.string(), name: z.string(), places: z.array(z.string()) })),
      steps: z.array(z.looseObject({ name: z.string() })),
      pages: z.array(z.looseObject({ module: z.string(), name: z.string(), url: z.string() })),
      panels: z.array(z.looseObject({ module: z.string(), name: z.string(), url: z.string() })),
      objects: z.array(
        z.looseObject({
          name: z.string(),
          path: z.string(),
          fields: z.array(z.looseObject({ name: z.string(), type: z.string() })),
        }),
      ),
    }),
    summary: "The catalogue for the caller's rights: objects, fields, what may be done with them",
    documents,
    run: async ({ ctx }) => ({
      workspace: show(ctx.workspace),
      me: await me(ctx),
      currencies: currencyCodes(),
      phonePlan: phonePlanOf(ctx.workspace.settings.country),
      objects: metaObjects(ctx),
      actions: (await offeredActions(ctx)).map(({ steps: _ours, ...action }) => action),
      steps: stepsOf(ctx.catalogue).map(({ run: _ours, ...step }) => step),
      ...offeredScreens(ctx, modules),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/workspace",
    right: "signedIn",
    response: shown,
    summary: "The workspace and its settings",
    documents,
    run: ({ ctx }) => show(ctx.workspace),
  }),
  defineRoute({
    method: "PATCH",
    path: "/api/v1/workspace",
    unkept: true,
    right: { capability: "settings" },
    body: z.strictObject({
      name: z.string().trim().min(1).max(200).optional(),
      settings: z
        .looseObject({
          trashDays: z.int().min(1).max(3650).nullish().meta({
            description: "Days after which what is in the trash is deleted for ever; null: never.",
          }),
        })
        .optional(),
    }),
    response: shown,
    summary: "Change the name or settings; only those named",
    documents,
    run: async ({ ctx, body, house }) => {
      const {
        sample: _kept,
        sampleOperation: _made,
        sandboxOf: _too,
        ...changed
      } = (body.settings ?? {}) as JsonObject;
      const changes = {
        ...(body.name === undefined ? {} : { name: body.name }),
        settings: changed as Partial<Workspace["settings"]>,
      };
      return show(await house.engine.workspaces.change(ctx.workspace.slug, changes));
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/me",
    right: "signedIn",
    response: z.looseObject(caller),
    summary: "Who the caller is in this workspace",
    documents,
    run: ({ ctx }) => me(ctx),
  }),
  defineRoute({
    method: "PATCH",
    path: "/api/v1/me",
    right: "signedIn",
    body: z.strictObject({
      name: z.string().trim().min(1).max(200).optional(),
      language: z.enum(["en", "hi", "ur"]).nullish(),
      theme: z.enum(["auto", "light", "dark"]).nullish(),
      timeZone: z.string().max(64).nullish(),
      pins: z
        .array(z.uuid())
        .max(MOST_PINS)
        .refine((ids) => new Set(ids).size === ids.length, "names a view twice")
        .optional()
        .meta({
          description:
            "Ids of the saved views that are to stand in the rail, in order: all of them, with those pinned for the role.",
        }),
    }),
    response: z.looseObject(caller),
    summary: "Change one's own name, language, theme, time zone or pinned views",
    documents,
    run: async ({ ctx, body }) => {
      if (ctx.actor.kind !== "user" || ctx.actor.userId === null)
        throw new Forbidden("Only people have preferences; this is an API key.");
      const { pins: wanted, ...others } = body;
      const kept = wanted === undefined ? {} : { pins: await pinsToKeep(ctx, wanted) };
      await update(withAllRights(ctx), "user", ctx.actor.userId, { ...others, ...kept } as JsonObject);
      return me(ctx);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/search",
    right: "signedIn",
    query: z.strictObject({
      q: z.string().max(200).meta({ description: "What was typed so far." }),
      limit: z.coerce.number<string>().int().min(1).max(50).default(20).meta({ description: "1 to 50" }),
    }),
    response: z.strictObject({
      data: z.array(
        z.strictObject({
          object: z.string(),
          id: z.uuid(),
          title: z.string().nullable(),
          subtitle: z.string().nullable(),
          beside: z
            .strictObject({ field: z.string(), value: z.json() })
            .nullable()
            .meta({ description: "The field that `subtitle` is of, with its value as the API writes it" }),
          matched: z.enum(MATCHED).meta({ description: "How it was found; the nearest stands first" }),
        }),
      ),
    }),
    summary: "Find records of all objects by words, numbers, e-mails and phone digits, the nearest first",
    documents,
    run: async ({ ctx, query }) => Answer.jsonText(await search(ctx, query.q, query.limit)),
  }),
];
