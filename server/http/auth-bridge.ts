/** Hands a request to better-auth, and its answer back in our own form. */
import { PASSWORD_LENGTH } from "#engine/identity/auth.ts";
import { Forbidden, InvalidInput, type RaabtaError } from "#model/errors.ts";
import { Answer } from "./answer.ts";
import type { Call } from "./route.ts";

export interface AuthResult {
  status: number;
  text: string;
  cookies: string[];
}

/** `path` and `body` stand in for the request's own where one of our routes needs better-auth's doing. */
export async function askAuth(
  call: Call<unknown, unknown, unknown>,
  path = call.raw.url,
  body: unknown = call.body,
): Promise<AuthResult> {
  const { auth, sessions } = call.house.identity;
  const headers = new Headers({
    cookie: call.header("cookie") ?? "",
    "user-agent": call.header("user-agent") ?? "",
    "x-forwarded-for": call.ip,
  });
  const method = call.raw.method === "GET" ? "GET" : "POST";
  if (method === "POST") headers.set("content-type", "application/json");
  const request = new Request(new URL(path, call.house.publicUrl), {
    method,
    headers,
    ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const response = await (await auth.instance()).handler(request);
  if (method === "POST") sessions.forget();
  return { status: response.status, text: await response.text(), cookies: response.headers.getSetCookie() };
}

/** @throws what better-auth refused, as one of our errors. */
export function answerOf(result: AuthResult): Answer {
  if (result.status >= 400) throw refusalOf(result);
  return Answer.jsonText(result.text === "" ? "{}" : result.text, {
    status: result.status,
    headers: cookieHeaders(result.cookies),
  });
}

export const cookieHeaders = (cookies: string[]): Record<string, string[]> =>
  cookies.length > 0 ? { "set-cookie": cookies } : {};

const LENGTH = `has ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`;

function refusalOf({ status, text }: AuthResult): RaabtaError {
  switch (codeOf(text)) {
    case "INVALID_EMAIL_OR_PASSWORD":
      return new Forbidden(
        "E-mail or password is not right.",
        [{ path: "", message: "e-mail or password is not right", code: "server.wrongPassword" }],
        false,
      );
    case "INVALID_PASSWORD":
      return new InvalidInput([
        { path: "currentPassword", message: "is not right", code: "server.wrongCurrentPassword" },
      ]);
    case "PASSWORD_TOO_SHORT":
    case "PASSWORD_TOO_LONG":
      return new InvalidInput([
        { path: "newPassword", message: LENGTH, code: "server.passwordLength", params: PASSWORD_LENGTH },
      ]);
    case "INVALID_TOKEN":
    case "USER_NOT_FOUND":
      return new InvalidInput([
        { path: "token", message: "is not valid, or no longer: ask for a new link", code: "server.linkGone" },
      ]);
    default:
      if (status === 401) return new Forbidden("Sign in first.", [], false);
      if (status === 403) return new Forbidden("This is not allowed.");
      if (status >= 500) throw new Error(`better-auth answered ${status}: ${text}`);
      return new InvalidInput("The request is not right.", status);
  }
}

function codeOf(text: string): string {
  try {
    return (JSON.parse(text) as { code?: string }).code ?? "";
  } catch {
    return "";
  }
}
