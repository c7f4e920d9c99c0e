/** Serves the browser's bundle: hashed files for ever, the page itself with a nonce made for each answer. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { newNonce, pagePolicy } from "./headers.ts";

const NONCE_MARK = "__CSP_NONCE__";
const HASHED = `${path.sep}assets${path.sep}`;

/** Files of `folder` under their names. All other addresses that a browser asks as a page are answered with the page. */
export async function serveScreens(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    index: false,
    dotfiles: "deny",
    preCompressed: true,
    cacheControl: false,
    suppressWarning: true,
    setHeaders: (response, file) => {
      response.header("cache-control", file.includes(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const source = pageSource(path.join(folder, "index.html"));
  app.get("/*", { exposeHeadRoute: true }, (request, reply) => {
    const { pathname } = new URL(request.url, "http://here");
    if (pathname.startsWith("/api/") || pathname === "/index.html") return reply.callNotFound();
    // In the address of a page a dot is no ending: the token of an invitation has one.
    if (!/^\/(w|invite)\//.test(pathname) && path.extname(pathname) !== "")
      return reply.sendFile(decodeURIComponent(pathname));
    return /text\/html|\*\/\*/.test(request.headers.accept ?? "*/*") ? sendPage(reply, source()) : reply.callNotFound();
  });
}

function sendPage(reply: FastifyReply, html: string | undefined): unknown {
  if (html === undefined) {
    return reply
      .code(503)
      .header("cache-control", "no-store")
      .type("text/plain; charset=utf-8")
      .send("The screens are not built yet. Run: npm run build\n");
  }
  const nonce = newNonce();
  return reply
    .code(200)
    .headers({ "content-security-policy": pagePolicy(nonce), "cache-control": "no-store" })
    .type("text/html; charset=utf-8")
    .send(html.replaceAll(NONCE_MARK, nonce));
}

/** Reads the page again only when the file has changed: a new build needs no new start. */
function pageSource(file: string): () => string | undefined {
  let text: string | undefined;
  let readAt = -1;
  return () => {
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) return undefined;
    if (changed !== readAt) {
      text = readFileSync(file, "utf8");
      readAt = changed;
    }
    return text;
  };
}
