/** The bundle over HTTP: the page with its nonce, files that stay, and nothing that is not a file of it. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import Fastify from "fastify";
import { serveScreens } from "./screens.ts";

test("pages bear a new nonce each time, assets stay for ever, the rest is not there", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "raabta-screens-"));
  const app = Fastify();
  t.after(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });
  await serveScreens(app, folder);
  const get = (url: string, headers: Record<string, string> = { accept: "text/html" }) =>
    app.inject({ method: "GET", url, headers });
  assert.equal((await get("/")).statusCode, 503, "not built yet");

  await mkdir(path.join(folder, "assets"));
  await mkdir(path.join(folder, ".vite"));
  await writeFile(path.join(folder, "index.html"), '<meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>');
  await writeFile(path.join(folder, "assets", "main-abc.js"), "plain");
  await writeFile(path.join(folder, "assets", "main-abc.js.br"), "packed");
  await writeFile(path.join(folder, "early.js"), "early");
  await writeFile(path.join(folder, ".vite", "manifest.json"), "{}");

  const nonces = new Set<string>();
  for (const url of ["/", "/sign-in", "/setup?token=x", "/w/acme/companies/1", "/invite/acme.t0ken"]) {
    const page = await get(url);
    assert.equal(page.statusCode, 200, url);
    const nonce = /nonce="([\w-]{20,})"/.exec(page.payload)![1]!;
    assert.match(String(page.headers["content-security-policy"]), new RegExp(`style-src 'self' 'nonce-${nonce}'`));
    assert.equal(page.headers["cache-control"], "no-store");
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 5);

  const asset = await get("/assets/main-abc.js", { "accept-encoding": "br" });
  assert.equal(asset.payload, "packed");
  assert.equal(asset.headers["content-encoding"], "br");
  assert.equal(asset.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal((await get("/assets/main-abc.js", {})).payload, "plain");
  assert.equal((await get("/early.js")).headers["cache-control"], "no-cache");
  for (const url of [
    "/assets/gone.js",
    "/index.html",
    "/.vite/manifest.json",
    "/..%2f..%2fetc%2fpasswd.txt",
    "/%2e%2e/package.json",
    "/api/nothing",
    "/assets/%00.js",
  ]) {
    const answered = await get(url);
    assert.ok([400, 403, 404].includes(answered.statusCode), `${url}: ${answered.statusCode}`);
  }
  assert.equal((await get("/w/acme", { accept: "application/json" })).statusCode, 404);
});
