/** Signing in and out, sessions and passwords: better-auth's addresses, each named here with who may call it. */
import { z } from "zod";
import { Unavailable } from "#model/errors.ts";
import { isObject } from "#model/json.ts";
import type { Answer } from "../http/answer.ts";
import { answerOf, askAuth } from "../http/auth-bridge.ts";
import { defineRoute, type Call, type Right, type Route } from "../http/route.ts";

const email = z.email().max(320);
const password = z.string().min(1).max(1000);
const ok = z.looseObject({});

interface Mounted {
  method: "GET" | "POST";
  at: string;
  right: Right;
  summary: string;
  body?: z.ZodType;
  response?: z.ZodType;
}

const session = z.looseObject({
  id: z.string(),
  token: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
});

const MOUNTED: Mounted[] = [
  {
    method: "GET",
    at: "get-session",
    right: "public",
    summary: "The session of this browser, or null",
    response: z.looseObject({}).nullable(),
  },
  { method: "POST", at: "sign-out", right: "public", summary: "End this session", body: z.looseObject({}).nullish() },
  {
    method: "GET",
    at: "list-sessions",
    right: "account",
    summary: "Sessions of the signed-in person, on all devices",
    response: z.array(session),
  },
  {
    method: "POST",
    at: "revoke-session",
    right: "account",
    summary: "End one session",
    body: z.strictObject({ token: z.string().max(200) }),
  },
  {
    method: "POST",
    at: "revoke-other-sessions",
    right: "account",
    summary: "End all sessions but this one",
    body: z.looseObject({}).nullish(),
  },
  {
    method: "POST",
    at: "request-password-reset",
    right: "public",
    summary: "Mail a link by which the password can be set anew; the answer is the same for unknown addresses",
    body: z.strictObject({ email, redirectTo: z.string().max(0).optional() }),
  },
  {
    method: "POST",
    at: "reset-password",
    right: "public",
    summary: "Set a new password with the token of a reset link",
    body: z.strictObject({ token: z.string().max(200), newPassword: password }),
  },
];

const mounted = MOUNTED.map((one) =>
  defineRoute({
    method: one.method,
    path: `/api/auth/${one.at}`,
    right: one.right,
    ...(one.body ? { body: one.body } : {}),
    response: one.response ?? ok,
    summary: one.summary,
    documents: { tag: "Signing in" },
    run: (call) => limited(one, call),
  }),
);

/** Those that could be used to guess or to flood are counted by address. */
async function limited(one: Mounted, call: Call<unknown, unknown, unknown>): Promise<Answer> {
  const counted = one.at === "request-password-reset" || one.at === "reset-password";
  if (!counted) return answerOf(await askAuth(call));
  const { attempts } = call.house.identity;
  // Asked for one account, or from one address: nobody uses up what others may ask.
  attempts.begin(`${one.at} ${emailIn(call.body) ?? call.ip}`, call.ip);
  if (one.at === "request-password-reset" && !call.house.options.smtpUrl) {
    throw new Unavailable("This installation sends no mail. Ask the administrator for a reset link.");
  }
  return answerOf(await askAuth(call));
}

const emailIn = (body: unknown): string | undefined =>
  isObject(body) && typeof body["email"] === "string" ? body["email"] : undefined;

const signIn = defineRoute({
  method: "POST",
  path: "/api/auth/sign-in/email",
  right: "public",
  body: z.strictObject({ email, password, rememberMe: z.boolean().optional() }),
  response: z.looseObject({ user: z.looseObject({ id: z.string(), email: z.string(), name: z.string() }) }),
  summary: "Sign in with e-mail and password",
  description:
    "Sets the session cookie. After five failures in fifteen minutes for one account from one address: 429 with Retry-After.",
  documents: { tag: "Signing in" },
  run: async (call) => {
    const { attempts } = call.house.identity;
    attempts.begin(call.body.email, call.ip);
    const result = await askAuth(call);
    if (result.status === 200) attempts.succeeded(call.body.email, call.ip);
    return answerOf(result);
  },
});

const changePassword = defineRoute({
  method: "POST",
  path: "/api/auth/change-password",
  right: "account",
  body: z.strictObject({
    currentPassword: password,
    newPassword: password,
    revokeOtherSessions: z.boolean().default(true),
  }),
  response: ok,
  summary: "Change the password; other sessions end unless told otherwise",
  documents: { tag: "Signing in" },
  run: async (call) => {
    const { attempts } = call.house.identity;
    const who = `password of ${call.account!.id}`;
    attempts.begin(who, call.ip);
    const result = await askAuth(call);
    if (result.status === 200) attempts.succeeded(who, call.ip);
    return answerOf(result);
  },
});

export const authRoutes: Route[] = [signIn, changePassword, ...mounted];
