/** People and programs of a workspace: invitations, reset links, API keys. Users, roles and teams have the common addresses. */
import { z } from "zod";
import { createApiKey, findRole, revokeApiKey } from "#engine/identity/api-keys.ts";
import { endSessions } from "#engine/identity/accounts.ts";
import { acceptInvitation, invite, readInvitation } from "#engine/identity/invitations.ts";
import { withAllRights } from "#engine/identity/acting.ts";
import { assertMayGive } from "#engine/identity/membership.rules.ts";
import { createResetLink } from "#engine/identity/reset.ts";
import { idOf, read } from "#engine/query/read.ts";
import { remove } from "#engine/records/records.ts";
import { Forbidden } from "#model/errors.ts";
import { plainText } from "#model/json.ts";
import { keyScopeSchema } from "#model/rights.ts";
import { Answer } from "../http/answer.ts";
import { askAuth, cookieHeaders } from "../http/auth-bridge.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { recordParams } from "./records.ts";

const named = z.union([z.string().max(200), z.object({ id: z.string().max(200) }).transform((value) => value.id)]);
const name = z.string().trim().min(1).max(200);
const token = z.strictObject({
  token: z.string().max(200).meta({ description: "The last part of the link of an invitation." }),
});

const inviteRoute = defineRoute({
  method: "POST",
  path: "/api/v1/invitations",
  unkept: true,
  right: { capability: "users" },
  body: z.strictObject({ email: z.email().max(320), role: named, teams: z.array(named).max(100).optional() }),
  response: z.strictObject({ id: z.uuid(), link: z.url(), expiresAt: z.string(), mailed: z.boolean() }),
  status: 201,
  summary: "Invite someone",
  description:
    "The link works once, for seven days. It is mailed where the installation can send mail; in any case it is in the answer, this once.",
  documents: { tag: "invitation" },
  run: async ({ ctx, body, house }) =>
    invite(ctx, house.identity, { email: body.email, role: await findRole(ctx, body.role), teams: body.teams }),
});

const withdraw = defineRoute({
  method: "DELETE",
  path: "/api/v1/invitations/:id",
  right: { capability: "users" },
  params: recordParams,
  response: z.undefined(),
  status: 204,
  summary: "Withdraw an invitation",
  documents: { tag: "invitation" },
  run: async ({ ctx, params }) => {
    const { role } = await read(ctx, "invitation", params.id);
    await assertMayGive(ctx, idOf(role) ?? "");
    await remove(withAllRights(ctx), "invitation", params.id);
  },
});

const look = defineRoute({
  method: "GET",
  path: "/api/invitations/:token",
  right: "public",
  params: token,
  response: z.strictObject({
    email: z.string(),
    workspace: z.strictObject({ slug: z.string(), name: z.string() }),
    language: z.string(),
    hasAccount: z.boolean(),
  }),
  summary: "What an invitation's link stands for",
  documents: { tag: "Signing in" },
  run: ({ house, params }) => readInvitation(house.engine.database, house.identity, house.findWorkspace, params.token),
});

const accept = defineRoute({
  method: "POST",
  path: "/api/invitations/:token/accept",
  right: "public",
  params: token,
  body: z.strictObject({ name, password: z.string().max(1000) }),
  response: z.strictObject({ workspace: z.strictObject({ slug: z.string() }) }),
  status: 201,
  summary: "Accept an invitation; signs in",
  documents: { tag: "Signing in" },
  run: async (call) => {
    const { engine, identity, findWorkspace } = call.house;
    const { workspace, email } = await acceptInvitation(
      engine.database,
      identity,
      findWorkspace,
      call.params.token,
      call.body,
    );
    const { cookies } = await askAuth(call, "/api/auth/sign-in/email", { email, password: call.body.password });
    return Answer.json({ workspace: { slug: workspace.slug } }, { status: 201, headers: cookieHeaders(cookies) });
  },
});

const resetLink = defineRoute({
  method: "POST",
  path: "/api/v1/users/:id/reset-link",
  unkept: true,
  right: { capability: "users" },
  params: recordParams,
  response: z.strictObject({ link: z.url(), expiresAt: z.string() }),
  status: 201,
  summary: "Make a one-time link by which a user sets a new password",
  documents: { tag: "user" },
  run: async ({ ctx, params, house, account }) => {
    const user = await accountOf(ctx, params.id);
    await assertMayGive(ctx, user.roleId);
    // The account may open other workspaces too; only who administers those as well may take it over.
    const others = (await house.identity.members.workspacesOf(user.authId)).filter(
      (workspace) => workspace.slug !== ctx.workspace.slug,
    );
    for (const workspace of others) {
      const mine = account && (await house.identity.members.find(workspace, account.id));
      if (!mine?.rights?.capabilities.includes("users"))
        throw new Forbidden("This person belongs to another workspace too, which you do not administer.");
    }
    const { url, expiresAt } = await createResetLink(house.identity, user.email);
    return { link: url, expiresAt: expiresAt.toISOString() };
  },
});

const signOutEverywhere = defineRoute({
  method: "POST",
  path: "/api/v1/users/:id/sign-out",
  right: { capability: "users" },
  params: recordParams,
  response: z.undefined(),
  status: 204,
  summary: "End all sessions of a user",
  documents: { tag: "user" },
  run: async ({ ctx, params, house }) => {
    const user = await accountOf(ctx, params.id);
    await assertMayGive(ctx, user.roleId);
    await endSessions(house.identity.auth, user.authId);
    house.identity.sessions.forget();
  },
});

async function accountOf(
  ctx: Parameters<typeof read>[0],
  id: string,
): Promise<{ email: string; authId: string; roleId: string }> {
  const user = await read(withAllRights(ctx), "user", id);
  return { email: plainText(user["email"]), authId: plainText(user["authId"]), roleId: idOf(user["role"]) ?? "" };
}

const createKey = defineRoute({
  method: "POST",
  path: "/api/v1/api-keys",
  unkept: true,
  right: { capability: "apiKeys" },
  body: z.strictObject({
    name,
    role: named,
    expiresAt: z.iso.datetime({ offset: true }).nullish(),
    scope: keyScopeSchema.nullish().meta({
      description:
        "Less than the role: `readOnly` keys ask with GET alone; `objects` names, as in addresses or singular, all that the key may see.",
    }),
  }),
  response: z.strictObject({ id: z.uuid(), key: z.string() }),
  status: 201,
  summary: "Make an API key",
  description:
    "The key is in the answer, this once; only its hash is kept. It acts with the rights of its role, or of its `scope` within them, in this workspace alone, and ends when its maker is suspended.",
  documents: { tag: "apiKey" },
  run: ({ ctx, body }) =>
    createApiKey(ctx, {
      name: body.name,
      role: body.role,
      expiresAt: body.expiresAt ?? undefined,
      scope: body.scope ?? undefined,
    }),
});

const revokeKey = defineRoute({
  method: "DELETE",
  path: "/api/v1/api-keys/:id",
  right: { capability: "apiKeys" },
  params: recordParams,
  response: z.undefined(),
  status: 204,
  summary: "Revoke an API key, at once and for good",
  documents: { tag: "apiKey" },
  run: async ({ ctx, params, house }) => {
    await revokeApiKey(ctx, params.id);
    house.identity.forgetRights(ctx.workspace.slug);
  },
});

export const memberRoutes: Route[] = [
  inviteRoute,
  withdraw,
  look,
  accept,
  resetLink,
  signOutEverywhere,
  createKey,
  revokeKey,
];
