/** Defence against requests that another site makes with the reader's session, and the question who is near. */
import type { IncomingHttpHeaders } from "node:http";
import { Forbidden } from "#model/errors.ts";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);
const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded"];

/** Does the request come from a page of our own? `publicUrl` is where a proxy shows us. */
function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean | "unknown" {
  const origin = headers.origin;
  if (origin !== undefined) {
    if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
    if (!URL.canParse(origin)) return false;
    return headers.host !== undefined && new URL(origin).host === headers.host;
  }
  const site = headers["sec-fetch-site"];
  if (site === undefined) return "unknown";
  return site === "same-origin";
}

/**
 * Refuses a change that a strange page could have caused. With a session the origin must be known to be ours;
 * without one (signing in, first set-up) it must not be known to be another's.
 */
export function refuseForeignOrigin(
  headers: IncomingHttpHeaders,
  hasSession: boolean,
  publicUrl: string | undefined,
): void {
  const same = isSameOrigin(headers, publicUrl);
  if (same === true || (same === "unknown" && !hasSession)) return;
  throw new Forbidden(
    same === "unknown"
      ? "A change made with a browser session must carry the header Origin of this site. Programs use an API key."
      : "This request came from another site.",
  );
}

/** Is the caller on this very machine, without a proxy between, and did it ask for this machine by a loopback name? */
export function isLocal(headers: IncomingHttpHeaders, address: string | undefined): boolean {
  if (address === undefined || !/^(127\.|::1$|::ffff:127\.)/.test(address)) return false;
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  return isLoopbackHost((headers.host ?? "").replace(/:\d+$/, ""));
}

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAMES.has(host) || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
