/** What the shape and the rights of a workspace come to: how fields fare, what names them, why a person sees a record. */
import { z } from "zod";
import { explainAccess } from "#engine/access/explain.ts";
import { readHealth } from "#engine/workspace/configuration/health.ts";
import { recordsWith } from "#engine/workspace/custom/options.ts";
import { MOST_COUNTED } from "#engine/workspace/custom/retired.ts";
import { usesOf, usesOfRecord } from "#engine/workspace/configuration/uses.ts";
import { Forbidden, InvalidInput } from "#model/errors.ts";
import { defineRoute, type Route } from "../http/route.ts";

const documents = { tag: "Configuration" };
const right = { capability: "settings" } as const;
const reference = z.strictObject({ id: z.uuid(), title: z.string().nullable() });

export const explainingRoutes: Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/configuration/uses",
    right,
    query: z.strictObject({
      object: z.string().max(40).meta({ description: "Name of the object, as `contact`." }),
      field: z.string().max(40).optional().meta({ description: "One of its fields; the object itself if not said." }),
      option: z.string().max(100).optional().meta({ description: "A value of a choice." }),
      id: z.uuid().optional().meta({ description: "One of its records, as a role or a team, in place of a field." }),
    }),
    response: z.strictObject({
      data: z.array(
        z.strictObject({
          object: z.string().meta({ description: "`view`, `role`, `customField` …; `import`: remembered of files." }),
          id: z.uuid().nullable(),
          title: z.string().nullable().meta({ description: "Null where it is somebody's own." }),
          places: z.array(z.string()),
        }),
      ),
      records: z
        .strictObject({ number: z.int(), trashed: z.int() })
        .optional()
        .meta({
          description: `Of an option: the records that have it, and those of them in the trash; counted to ${MOST_COUNTED}.`,
        }),
    }),
    summary: "What names an object, a field, an option or a record such as a role, and would miss it",
    documents,
    cost: 5,
    run: async ({ ctx, query }) => {
      const { object, field, option, id } = query;
      if (!ctx.catalogue.objects.has(object))
        throw new InvalidInput([
          { path: "object", message: `there is no object "${object}"`, code: "server.noObject" },
        ]);
      if (id !== undefined) return { data: await usesOfRecord(ctx, id) };
      const data = await usesOf(ctx, { object, field, option: field === undefined ? undefined : option });
      const of = ctx.catalogue.object(object);
      const asked = field === undefined ? undefined : of.fields.get(field);
      const counts = option !== undefined && asked?.type.storage === "columns" && asked.definition["options"];
      return counts ? { data, records: await recordsWith(ctx, of, asked, [option], MOST_COUNTED) } : { data };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/configuration/health",
    right,
    response: z.strictObject({
      fields: z.array(
        z.strictObject({
          object: z.string(),
          field: z.string(),
          records: z.int(),
          filled: z.number().nullable().meta({ description: "Share of records with a value, 0 to 1." }),
          exact: z.boolean().meta({ description: "Counted; of large tables as PostgreSQL last reckoned." }),
          uses: z.int(),
        }),
      ),
      alike: z.array(z.strictObject({ object: z.string(), fields: z.array(z.string()), both: z.int(), same: z.int() })),
    }),
    summary: "How the company's own fields fare: filled, named by something, doubled",
    description:
      "Figures of what stands in the tables, no contents. `uses` are views, rules, formulas, hooks and the like; which fields programs ask for is not kept.",
    documents,
    cost: 10,
    run: ({ ctx }) => readHealth(ctx),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/explain",
    right: { capability: "users" },
    query: z.strictObject({
      object: z.string().max(40).meta({ description: "Name of the object, as `contact`." }),
      id: z.uuid().meta({ description: "The record asked about." }),
      user: z.uuid().optional().meta({ description: "The person asked about; oneself if not said." }),
    }),
    response: z.strictObject({
      person: reference,
      role: reference,
      by: z.enum(["role", "capability", "sharing"]),
      capability: z.string().nullable(),
      owner: reference.nullable(),
      team: reference.nullable(),
      path: z.array(z.strictObject({ id: z.uuid(), title: z.string() })),
      actions: z.array(
        z.strictObject({
          action: z.enum(["read", "update", "delete"]),
          allowed: z.boolean(),
          scope: z.enum(["none", "own", "team", "all", "filter"]),
          filter: z.json().nullable(),
          because: z.enum(["own", "team", "filter", "parent", "pointing"]).nullable(),
        }),
      ),
      fields: z.array(
        z.strictObject({
          field: z.string(),
          access: z.enum(["hidden", "read"]),
          because: z.enum(["role", "system", "computed"]),
        }),
      ),
    }),
    summary: "Why a person can or cannot see, change and delete a record, and which fields they do not see",
    description: "Found by the conditions that decide it themselves. Only of records that the asker may see.",
    documents: { tag: "user" },
    run: ({ ctx, query }) => {
      const user = query.user ?? ctx.actor.userId;
      if (user === null) throw new Forbidden("Say of which user: a key is no person.");
      return explainAccess(ctx, query.object, query.id, user);
    },
  }),
];
