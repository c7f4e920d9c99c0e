/** Long answers of JSON go out packed to those who can unpack them: on a phone's connection a catalogue comes ten times as fast. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

const pack = promisify(gzip);

/** In characters; what is shorter fits into the packets that are sent anyway. */
const LEAST = 4_096;
/** Fast: half a millisecond for a page of a list. */
const LEVEL = 3;

/** Answers that hold a secret shown this once stay as they are: their length must tell nothing. */
export function packAnswers(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply, body) => {
    if (typeof body !== "string" || body.length < LEAST || request.routeOptions.config.secret) return body;
    const type = reply.getHeader("content-type");
    if (typeof type !== "string" || !/^application\/(problem\+)?json\b/.test(type)) return body;
    reply.header("vary", "accept-encoding");
    if (reply.hasHeader("content-encoding") || !unpacks(request.headers["accept-encoding"])) return body;
    reply.header("content-encoding", "gzip").removeHeader("content-length");
    return pack(body, { level: LEVEL });
  });
}

/** `gzip;q=0` says that it is not wanted (RFC 9110, 12.5.3). */
const unpacks = (accepted: string | string[] | undefined): boolean =>
  /(^|,)\s*gzip\s*(;\s*q=(1(\.0*)?|0\.\d*[1-9]\d*))?\s*(,|$)/i.test(String(accepted ?? ""));

declare module "fastify" {
  interface FastifyContextConfig {
    /** The answer holds a secret. */
    secret?: boolean;
  }
}
