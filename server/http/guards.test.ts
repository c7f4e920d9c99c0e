/** Who may come in: sessions, keys, roles, other sites, and that a withdrawn right acts at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { update } from "#engine/records/records.ts";
import { allRoutes } from "../routes/index.ts";
import { createMetrics } from "./metrics.ts";
import { PASSWORD, roleId, testHouse } from "./house.fixtures.ts";
import { checkRoutes, defineRoute } from "./route.ts";
import { z } from "zod";
import { askedAsLogin } from "#test/harness/login.ts";

const SOME_ID = "01a20500-2fbe-7000-b77b-045bbc129338";

test("a route without a right does not start, and none opens to strangers by mistake", async (t) => {
  const bare = defineRoute({
    method: "GET",
    path: "/x",
    response: z.unknown(),
    summary: "x",
    run: () => null,
  } as never);
  assert.throws(() => checkRoutes([bare]), /GET \/x says nobody who may call it/);
  const { house, stranger } = await testHouse(t);
  const routes = allRoutes(house, createMetrics(house.engine.database));
  assert.ok(routes.length > 100);
  for (const route of routes.filter((each) => each.right !== "public")) {
    const url = route.path.replace(/:\w+/g, SOME_ID);
    const answered = await stranger(route.method, url, route.method === "GET" ? undefined : {});
    assert.equal(answered.status, 401, `${route.method} ${route.path}`);
    assert.equal(answered.body.code, "unauthenticated");
  }
});

test("a session needs its workspace named, and a workspace its member", async (t) => {
  const { person, speak } = await testHouse(t);
  const { cookie } = await person("sales");
  const nowhere = await speak({ cookie })("GET", "/api/v1/companies");
  assert.equal(nowhere.status, 400);
  assert.match(nowhere.body.detail, /Raabta-Workspace.*test/);
  assert.equal((await speak({ cookie, "raabta-workspace": "other" })("GET", "/api/v1/companies")).status, 404);
  assert.equal((await speak({ cookie })("GET", "/api/v1/companies?workspace=test")).status, 200);
});

test("roles decide: objects, capabilities, records of one's own and of one's teams", async (t) => {
  const { person } = await testHouse(t);
  const [owner, reader] = [await person("owner"), await person("readOnly")];
  const north = (await owner.speak("POST", "/api/v1/teams", { name: "North" })).body.id;
  const [ali, bela, chand] = [await person("sales", [north]), await person("sales", [north]), await person("sales")];
  assert.equal((await reader.speak("POST", "/api/v1/companies", { name: "X" })).status, 403);
  assert.equal((await reader.speak("PATCH", "/api/v1/workspace", { name: "X" })).status, 403);
  assert.equal((await ali.speak("POST", "/api/v1/invitations", { email: "a@b.example", role: "sales" })).status, 403);
  const made = await ali.speak("POST", "/api/v1/companies", { name: "Ali's", team: north });
  assert.equal(made.status, 201, made.text);
  const at = `/api/v1/companies/${made.body.id}`;
  assert.equal((await bela.speak("GET", at)).status, 200);
  assert.equal((await bela.speak("DELETE", at)).status, 403, "team may change, only the owner deletes");
  const hidden = await chand.speak("GET", at);
  const missing = await chand.speak("GET", `/api/v1/companies/${SOME_ID}`);
  assert.equal(hidden.status, 404);
  assert.equal(hidden.body.detail, missing.body.detail);
  assert.deepEqual((await chand.speak("GET", "/api/v1/companies")).body.data, []);
  assert.equal((await chand.speak("PATCH", at, { name: "Mine" })).status, 404);
});

test("a hidden field is nowhere: not read, sorted, filtered, listed in meta, or written", async (t) => {
  const { person, ctx } = await testHouse(t);
  const rights = {
    standard: { read: "all", create: true, update: "all", delete: "all", fields: { website: "hidden" } },
    objects: {},
    capabilities: [],
  };
  await update(ctx, "role", await roleId(ctx, "service"), { rights: rights as never });
  const [manager, blind] = [await person("manager"), await person("service")];
  const { id } = (await manager.speak("POST", "/api/v1/companies", { name: "A", website: "https://canary.example" }))
    .body;
  const answers = await Promise.all(
    [`/${id}`, "", `/${id}/history`, `/${id}/timeline`, `/aggregate?measures=count&groupBy=name`].map((rest) =>
      blind.speak("GET", `/api/v1/companies${rest}`),
    ),
  );
  for (const answered of answers) {
    assert.equal(answered.status, 200, answered.text);
    assert.doesNotMatch(answered.text, /canary|website/);
  }
  const filter = encodeURIComponent(JSON.stringify({ field: "website", op: "contains", value: "canary" }));
  for (const query of [`filter=${filter}`, "sort=website", "fields=website"])
    assert.equal((await blind.speak("GET", `/api/v1/companies?${query}`)).status, 422, query);
  assert.equal((await blind.speak("PATCH", `/api/v1/companies/${id}`, { website: "https://x.example" })).status, 422);
  const meta = (await blind.speak("GET", "/api/v1/meta")).body;
  assert.doesNotMatch(
    JSON.stringify(meta.objects.find((object: { name: string }) => object.name === "company")),
    /website/,
  );
});

test("what is withdrawn acts at once: session, role, membership, key", async (t) => {
  const { person, key, speak, signIn } = await testHouse(t);
  const owner = await person("owner");
  const seller = await person("sales");
  const read = () => seller.speak("GET", "/api/v1/companies");
  assert.equal((await read()).status, 200);
  const readOnly = (await owner.speak("GET", "/api/v1/roles")).body.data.find(
    (role: { key: string }) => role.key === "readOnly",
  );
  assert.equal((await owner.speak("PATCH", `/api/v1/users/${seller.id}`, { role: readOnly.id })).status, 200);
  await acts(async () => (await seller.speak("POST", "/api/v1/companies", { name: "X" })).status === 403);
  assert.equal((await owner.speak("PATCH", `/api/v1/users/${seller.id}`, { status: "suspended" })).status, 200);
  await acts(async () => (await read()).status === 404);
  await owner.speak("PATCH", `/api/v1/users/${seller.id}`, { status: "active" });
  await acts(async () => (await read()).status === 200);
  const elsewhere = await signIn(seller.email);
  assert.equal((await owner.speak("POST", `/api/v1/users/${seller.id}/sign-out`, {})).status, 204);
  await acts(async () => (await read()).status === 401);
  assert.equal((await speak({ cookie: elsewhere })("GET", "/api/v1/companies?workspace=test")).status, 401);
  const program = await key("readOnly");
  assert.equal((await program.speak("GET", "/api/v1/companies")).status, 200);
  assert.equal((await owner.speak("DELETE", `/api/v1/api-keys/${program.id}`)).status, 204);
  await acts(async () => (await program.speak("GET", "/api/v1/companies")).status === 401);
});

/** Within a second, as promised. */
async function acts(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 1000;
  while (Date.now() < end) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("it did not act within a second");
}

test("without the connection that listens, every look-up asks the database", async (t) => {
  const { house, person, ctx } = await testHouse(t);
  const seller = await person("sales");
  assert.equal((await seller.speak("GET", "/api/v1/companies")).status, 200);
  await house.identity.notices.stop();
  await ctx.db.query(sql`update users set status = 'suspended' where id = ${seller.id}::uuid`);
  assert.equal((await seller.speak("GET", "/api/v1/companies")).status, 404);
  await askedAsLogin(ctx, sql`delete from auth.session`);
  assert.equal((await seller.speak("GET", "/api/v1/companies")).status, 401);
});

test("a change from another site is refused; programs with keys need no origin", async (t) => {
  const { person, key, speak, stranger } = await testHouse(t);
  const { cookie } = await person("manager");
  const from = (headers: Record<string, string>) =>
    speak({ cookie, "raabta-workspace": "test", ...headers })("POST", "/api/v1/companies", { name: "X" });
  for (const headers of [
    {},
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: "http://localhost:3001" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ]) {
    assert.equal((await from(headers)).status, 403, JSON.stringify(headers));
  }
  assert.equal((await from({ "sec-fetch-site": "same-origin" })).status, 201);
  const form = speak({ cookie, "raabta-workspace": "test", origin: "http://localhost:3000" });
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    assert.equal((await form("POST", "/api/v1/companies", '{"name":"X"}', { "content-type": type })).status, 415, type);
  }
  const foreign = await stranger(
    "POST",
    "/api/auth/sign-in/email",
    { email: "a@example.com", password: PASSWORD },
    { origin: "https://evil.example" },
  );
  assert.equal(foreign.status, 403);
  assert.equal((await (await key("manager")).speak("POST", "/api/v1/companies", { name: "X" })).status, 201);
});

test("keys: what is no key, or of nowhere, is refused alike", async (t) => {
  const { key, speak } = await testHouse(t);
  const good = await key("readOnly");
  const last = good.key.at(-1) === "a" ? "b" : "a";
  const bad = [
    "x",
    "rb_test-abcdefgh_x",
    `${good.key.slice(0, -1)}${last}`,
    good.key.replace("rb_test-", "rb_other-"),
    "rb_test-%00",
  ];
  for (const authorization of [...bad.map((each) => `Bearer ${each}`), "Basic YTpi", "Bearer"]) {
    assert.equal((await speak({ authorization })("GET", "/api/v1/companies")).status, 401, authorization);
  }
});

test("the same cookie signed by someone else, or sent twice, opens nothing", async (t) => {
  const { person, speak } = await testHouse(t);
  const { cookie } = await person("owner");
  const [name, value] = [
    cookie.slice(0, cookie.indexOf("=")),
    decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)),
  ];
  const token = value.slice(0, value.indexOf("."));
  for (const forged of [
    `${name}=${token}`,
    `${name}=${token}.AAAA`,
    `${name}=${encodeURIComponent(value)}; ${name}=x`,
    `${name}=%E0%A4`,
  ]) {
    assert.equal((await speak({ cookie: forged })("GET", "/api/v1/me?workspace=test")).status, 401, forged);
  }
});
