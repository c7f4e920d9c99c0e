/** Serves the browser's bundle: hashed files for ever, the page itself with a nonce made for each answer. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { newNonce, pagePolicy } from "./headers.ts";

const NONCE_MARK = "__CSP_NONCE__";
const HASHED = `${path.sep}assets${path.sep}`;

/** Files of `folder` at `/`. Other addresses that a browser asks as a page are answered by `page`. */
export async function serveScreens(app: FastifyInstance, folder: string): Promise<{ isPage(request: FastifyRequest): boolean; page(reply: FastifyReply): unknown }> {
  if (existsSync(folder)) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      dotfiles: "deny",
      preCompressed: true,
      cacheControl: false,
      globIgnore: ["**/index.html*"],
      allowedPath: (name) => name !== "/index.html",
      setHeaders: (response, file) => {
        response.header("cache-control", file.includes(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  const source = pageSource(path.join(folder, "index.html"));
  return {
    isPage: (request) =>
      (request.method === "GET" || request.method === "HEAD") &&
      !/^\/(api|mcp|assets)(\/|$|\?)/.test(request.url) &&
      !path.extname(request.url.split("?", 1)[0]!) &&
      /text\/html|\*\/\*/.test(request.headers.accept ?? "*/*"),
    page: (reply) => sendPage(reply, source()),
  };
}

function sendPage(reply: FastifyReply, html: string | undefined): unknown {
  if (html === undefined) {
    return reply.code(503).type("text/plain; charset=utf-8").send("The screens are not built yet. Run: npm run build\n");
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
