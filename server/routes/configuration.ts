/** The configuration as files: taken away, compared, applied, gone back to; beginnings, and a workspace for trying things out. */
import { z } from "zod";
import type { Context } from "#engine/context.ts";
import type { Account } from "#engine/identity/sessions.ts";
import { applyConfiguration, diffConfiguration, tryConfiguration } from "#engine/workspace/configuration/apply.ts";
import { toFiles, type ConfigurationFiles } from "#engine/workspace/configuration/files.ts";
import { configurationBefore, listApplied, type Source } from "#engine/workspace/configuration/kept.ts";
import { packFiles, unpackFiles, withoutFolder } from "#engine/workspace/configuration/packed.ts";
import { readConfiguration } from "#engine/workspace/configuration/read.ts";
import { Forbidden } from "#model/errors.ts";
import type { House } from "../assemble.ts";
import { Answer } from "../http/answer.ts";
import { defineRoute, type Call, type Route } from "../http/route.ts";
import { createSandbox } from "../sandbox.ts";
import { removeSamples } from "../template-samples.ts";
import { listTemplates, templateFiles } from "../templates.ts";
import { conflict } from "./operations.ts";
import { recordParams } from "./records.ts";

const right = { capability: "settings" } as const;
const documents = { tag: "Configuration" };
const LARGEST = 8 * 2 ** 20;

const planned = z
  .strictObject({
    step: z.enum(["create", "change", "restore", "retire"]),
    object: z.string(),
    title: z.string(),
    about: z.record(z.string(), z.json()).optional().meta({
      description: "What names it for people: its object, name, words; not in plans that were applied earlier.",
    }),
    file: z.string(),
    place: z.string(),
    changes: z.array(z.strictObject({ field: z.string(), from: z.json(), to: z.json() })),
    loses: z.int().nullable().meta({ description: "Records that have a value in what goes, counted to 10,000." }),
    begins: z.boolean().optional().meta({
      description: "Of what is new and is on or off, as automations: whether it begins on where `active` does not say.",
    }),
  })
  .meta({ id: "PlannedChange" });
const files = z.record(z.string().max(200), z.string().max(2_000_000));
const words = z.record(z.string(), z.string());

const given = z
  .strictObject({
    files: files.optional().meta({ description: "Path → text." }),
    archive: z.base64().optional().meta({ description: "The same as a tar, in Base64." }),
    template: z.string().max(40).optional().meta({ description: "A beginning that comes with the product." }),
    workspace: z
      .string()
      .max(40)
      .optional()
      .meta({ description: "Another workspace whose settings you look after: a sandbox." }),
  })
  .meta({ id: "ConfigurationSource" });

type Given = z.output<typeof given>;
type Asking = Pick<Call<unknown, unknown, unknown>, "house" | "ctx" | "account">;

/** What is to be applied, and what it is called afterwards. */
async function wantedOf(
  { house, ctx, account }: Asking,
  said: Given,
): Promise<{ files: ConfigurationFiles; source: Source }> {
  if (said.template !== undefined)
    return { files: await templateFiles(said.template), source: { kind: "template", name: said.template } };
  if (said.workspace !== undefined) {
    const other = await otherWorkspace(house, ctx, account, said.workspace);
    return {
      files: toFiles(other, await readConfiguration(other)),
      source: { kind: "workspace", name: said.workspace },
    };
  }
  const unpacked = said.archive === undefined ? said.files : unpackFiles(Buffer.from(said.archive, "base64"));
  return { files: withoutFolder(unpacked ?? {}), source: { kind: "files" } };
}

/** As the same person, where they look after the settings of both. */
async function otherWorkspace(house: House, ctx: Context, account: Account | null, slug: string): Promise<Context> {
  const refused = new Forbidden(
    "Only who looks after the settings of both workspaces may bring changes from one into the other.",
    [{ path: "workspace", message: "is not yours to look after", code: "server.bothSettings" }],
  );
  const workspace = await house.findWorkspace(slug);
  const actor = workspace && account ? await house.identity.members.find(workspace, account.id) : undefined;
  if (!workspace || !actor?.rights?.capabilities.includes("settings")) throw refused;
  return house.engine.context(workspace, { actor, via: ctx.via });
}

export const configurationRoutes: Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/configuration",
    right,
    response: z.strictObject({ files }),
    summary: "The configuration as files: objects, fields, views, roles, settings",
    description: "What the caller may see whole. No ids, no secrets, always in the same order.",
    documents,
    cost: 5,
    run: async ({ ctx }) => ({ files: toFiles(ctx, await readConfiguration(ctx)) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/configuration/archive",
    right,
    response: z.unknown(),
    summary: "The same files in one tar",
    documents,
    cost: 5,
    run: async ({ ctx }) =>
      Answer.bytes(packFiles(toFiles(ctx, await readConfiguration(ctx))), {
        headers: {
          "content-type": "application/x-tar",
          "content-disposition": `attachment; filename="${ctx.workspace.slug}-configuration.tar"`,
        },
      }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/configuration/templates",
    right,
    response: z.strictObject({ data: z.array(z.strictObject({ name: z.string(), title: words, about: words })) }),
    summary: "Beginnings for kinds of companies",
    documents,
    run: async () => ({ data: await listTemplates() }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/configuration/diff",
    right,
    body: given,
    bodyLimit: LARGEST,
    response: z.strictObject({ plan: z.array(planned) }),
    summary: "What files would change here; changes nothing",
    documents,
    cost: 10,
    unkept: true,
    run: async (call) => ({ plan: await diffConfiguration(call.ctx, (await wantedOf(call, call.body)).files) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/configuration/apply",
    right,
    body: given.extend({
      dryRun: z.boolean().optional().meta({ description: "Done as if it were meant, and taken back." }),
      active: z.boolean().optional().meta({
        description: "New automations and webhooks are switched on, or off; without it each begins by its own default.",
      }),
    }),
    bodyLimit: LARGEST,
    response: z.strictObject({ id: z.uuid().nullable(), plan: z.array(planned) }),
    summary: "Make the workspace as files say: as one operation, whole or not at all",
    description: "A second time changes nothing. Faults name file and place. `id` is what one goes back by.",
    documents,
    cost: 20,
    run: async (call) => {
      const { ctx } = call;
      const { dryRun, active, ...said } = call.body;
      const { files: wanted, source } = await wantedOf(call, said);
      if (dryRun) return { id: null, plan: await tryConfiguration(ctx, wanted, { active }) };
      return applyConfiguration(ctx, wanted, source, { active });
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/configuration/applied",
    right,
    response: z.strictObject({
      data: z.array(
        z.strictObject({
          id: z.uuid(),
          at: z.string(),
          by: z.strictObject({ id: z.uuid(), title: z.string().nullable() }).nullable(),
          source: z.strictObject({
            kind: z.enum(["files", "template", "workspace", "back"]),
            name: z.string().optional(),
          }),
          operationId: z.uuid(),
          plan: z.array(planned),
        }),
      ),
    }),
    summary: "What was applied, by whom and when, newest first",
    documents,
    run: async ({ ctx }) => ({ data: await listApplied(ctx, 50) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/configuration/applied/:id/back",
    right,
    params: recordParams,
    body: z.strictObject({ preview: z.boolean().optional().meta({ description: "Only say what would change." }) }),
    response: z.strictObject({ id: z.uuid().nullable(), plan: z.array(planned) }),
    summary: "Go back to the configuration before something was applied",
    documents,
    cost: 20,
    run: async ({ ctx, params, body }) => {
      const before = await configurationBefore(ctx, params.id);
      if (body.preview) return { id: null, plan: await diffConfiguration(ctx, before) };
      return applyConfiguration(ctx, before, { kind: "back", name: params.id });
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/configuration/samples",
    right,
    response: z.strictObject({ undone: z.int(), stayed: z.int(), conflicts: z.array(conflict) }),
    unkept: true,
    summary: "Take the sample records of a template away",
    description: "All in one, into the trash. What somebody has changed or used since stays, and is told.",
    documents,
    cost: 10,
    run: ({ ctx, house }) => removeSamples(house.engine, ctx),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/configuration/sandbox",
    right,
    body: z.strictObject({
      name: z.string().trim().min(1).max(200).optional(),
      sample: z.boolean().optional().meta({ description: "With the customers of the sample company." }),
    }),
    response: z.strictObject({ workspace: z.strictObject({ slug: z.string(), name: z.string() }) }),
    status: 201,
    unkept: true,
    summary: "Make a workspace for trying things out, with this configuration and no customers",
    description: "Who asks is its owner; a key has no account and is refused.",
    documents,
    cost: 100,
    run: async ({ ctx, account, house, body }) => {
      if (!account) throw new Forbidden("A sandbox belongs to a person who signs in; this is an API key.");
      const { slug, name } = await createSandbox(house, ctx, account, body);
      return { workspace: { slug, name } };
    },
  }),
];
