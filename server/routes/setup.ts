/** The first run: what follows from a country, the first workspace and owner, and the sample company. */
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { proposalFor } from "#engine/identity/country.ts";
import { setup } from "#engine/identity/setup.ts";
import { hashOf } from "#engine/identity/secrets.ts";
import { Forbidden, NotFound } from "#model/errors.ts";
import { Answer } from "../http/answer.ts";
import { askAuth, cookieHeaders } from "../http/auth-bridge.ts";
import { isLocal } from "../http/origin.ts";
import { defineRoute, type Call, type Route } from "../http/route.ts";
import { createSample } from "../sample.ts";
import { release } from "../settings.ts";
import { addSamples } from "../template-samples.ts";
import { listTemplates, templateFiles } from "../templates.ts";

const documents = { tag: "First run" };
const language = z.enum(["en", "hi", "ur"]);
const country = z.string().regex(/^[A-Za-z]{2}$/, "is two letters of ISO 3166, such as PK");

const session = defineRoute({
  method: "GET",
  path: "/api/session",
  right: "public",
  response: z.strictObject({
    setup: z.boolean(),
    user: z
      .strictObject({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        language: z.string().optional(),
        theme: z.string().optional(),
      })
      .nullable(),
    workspaces: z.array(
      z.strictObject({ slug: z.string(), name: z.string(), sample: z.boolean(), sandboxOf: z.string().nullable() }),
    ),
    version: z.string(),
  }),
  summary: "Who is signed in, and where they may go",
  documents: { tag: "Signing in" },
  run: async (call) => {
    const { identity } = call.house;
    const { account } = call;
    const workspaces = account ? await identity.members.workspacesOf(account.id) : [];
    const preferences = account && workspaces[0] ? await identity.members.preferences(workspaces[0], account.id) : {};
    const body = {
      setup: account === null && !(await identity.members.anyone()),
      user: account && { id: account.id, name: account.name, email: account.email, ...preferences },
      workspaces: workspaces.map(({ slug, name, settings }) => ({
        slug,
        name,
        sample: settings.sample,
        sandboxOf: settings.sandboxOf ?? null,
      })),
      version: release,
    };
    // Asking better-auth renews a session that is a day old, and its cookie with it.
    const { cookies } = account ? await askAuth(call, "/api/auth/get-session") : { cookies: [] };
    return Answer.json(body, { headers: cookieHeaders(cookies) });
  },
});

const proposal = defineRoute({
  method: "GET",
  path: "/api/setup/proposal",
  right: "public",
  query: z.strictObject({ country: country.meta({ description: "ISO 3166 alpha-2" }) }),
  response: z.strictObject({
    baseCurrency: z.string(),
    timeZone: z.string(),
    phoneRegion: z.string(),
    fiscalYearStart: z.string(),
    weekStart: z.int(),
    language,
  }),
  summary: "What follows from a country, as a proposal",
  documents,
  run: ({ query }) => proposalFor(query.country),
});

const words = z.record(z.string(), z.string());

const templates = defineRoute({
  method: "GET",
  path: "/api/setup/templates",
  right: "public",
  response: z.strictObject({ data: z.array(z.strictObject({ name: z.string(), title: words, about: words })) }),
  summary: "Beginnings for kinds of companies",
  documents,
  run: async () => ({ data: await listTemplates() }),
});

const setupBody = z.strictObject({
  owner: z.strictObject({ name: z.string().max(200), email: z.string().max(320), password: z.string().max(1000) }),
  company: z.strictObject({ name: z.string().max(200), slug: z.string().max(40).optional() }),
  country,
  language: language.optional(),
  baseCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, "is three letters of ISO 4217, such as PKR")
    .optional(),
  timeZone: z.string().max(64).optional(),
  weekStart: z.int().min(1).max(7).optional(),
  fiscalYearStart: z.string().max(5).optional(),
  template: z.string().max(40).optional().meta({ description: "A beginning: see `GET /api/setup/templates`." }),
  samples: z.boolean().optional().meta({ description: "With some made-up records for the objects of the template." }),
  token: z.string().max(200).optional(),
});

const first = defineRoute({
  method: "POST",
  path: "/api/setup",
  right: "public",
  body: setupBody,
  response: z.strictObject({
    workspace: z.strictObject({ slug: z.string() }),
    samples: z.enum(["made", "failed"]).optional().meta({
      description: "Where they were asked for. `failed`: the workspace stands all the same, with none of them.",
    }),
  }),
  status: 201,
  summary: "Create the first workspace and its owner; signs in",
  description:
    "Once, from this machine; where HOST is wider, with the one-time `token` that the start prints. Afterwards 404.",
  documents,
  run: async (call) => {
    const { token, template, samples, ...input } = call.body;
    if (await call.house.identity.members.anyone()) throw new NotFound("This installation has been set up already.");
    requireNear(call, token);
    const beginning = template === undefined ? undefined : { name: template, files: await templateFiles(template) };
    const { workspace, userId } = await setup(call.house, { ...input, beginning });
    const asked =
      beginning && samples ? await tryToAddSamples(call, workspace.slug, beginning.name, userId) : undefined;
    const { email, password } = input.owner;
    const { cookies } = await askAuth(call, "/api/auth/sign-in/email", { email: email.trim().toLowerCase(), password });
    const body = { workspace: { slug: workspace.slug }, ...(asked ? { samples: asked } : {}) };
    return Answer.json(body, { status: 201, headers: cookieHeaders(cookies) });
  },
});

/** The company stands by then, and its owner could not come here again: what is missing is told, and no reason to refuse the rest. */
async function tryToAddSamples(
  { house: { engine }, raw }: Call<unknown, unknown, unknown>,
  slug: string,
  template: string,
  userId: string,
): Promise<"made" | "failed"> {
  try {
    await addSamples(engine, await engine.workspaces.get(slug), template, userId);
    return "made";
  } catch (error) {
    raw.log.error({ err: error, template }, "The sample records of the template could not be made");
    return "failed";
  }
}

/** From this machine, or with the token: a stranger must not be faster than the owner. */
function requireNear(call: Call<unknown, unknown, unknown>, token: string | undefined): void {
  const { setupToken } = call.house;
  if (setupToken === undefined && isLocal(call.raw.headers, call.raw.socket.remoteAddress)) return;
  if (
    setupToken !== undefined &&
    token !== undefined &&
    timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hashOf(setupToken)))
  )
    return;
  throw new Forbidden(
    setupToken === undefined
      ? "Set up from the machine that Raabta runs on, at http://localhost, or with raabta setup."
      : "Use the address with the one-time token that the start has printed, or raabta setup.",
    [{ path: "token", message: "is missing or not right", code: "server.setupToken" }],
  );
}

const sample = defineRoute({
  method: "POST",
  path: "/api/workspaces/sample",
  right: "account",
  response: z.strictObject({ workspace: z.strictObject({ slug: z.string() }), jobId: z.uuid() }),
  status: 202,
  summary: "Create the sample company, in a workspace of its own",
  description: "Only for who owns or administers a workspace here. A second call gives the one that is there.",
  documents,
  run: async ({ house, account }) => {
    const { workspace, jobId } = await createSample(house, account!);
    return { workspace: { slug: workspace.slug }, jobId };
  },
});

export const setupRoutes: Route[] = [session, proposal, templates, first, sample];
