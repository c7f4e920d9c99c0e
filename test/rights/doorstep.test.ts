/** Each route of the table at the doorstep: roles, other sites, headers, cookies; reading changes nothing, and bodies out of measure are refused at once. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { mayUse, scopeOf } from "#engine/access/rights.ts";
import type { Actor } from "#engine/context.ts";
import type { Rights } from "#model/rights.ts";
import { testHouse, type Speak } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { inWorkspace, type Route } from "#server/http/route.ts";
import { allRoutes } from "#server/routes/index.ts";
import { cellsOf, NEVER } from "./cells.ts";
import { madeOfOnesOwn, plant } from "./world.ts";

const CLOSED = { read: "none", create: false, update: "none", delete: "none" } as const;
const urlOf = (route: Route): string => route.path.replaceAll(/:\w+/g, NEVER);
const bodyOf = (route: Route): object | undefined => (route.method === "GET" ? undefined : {});

/** @param own with an object of the company's own; not where a whole world is planted afterwards */
async function house(t: { after(hook: () => Promise<void>): void }, own = true) {
  const made = await testHouse(t, { rateLimit: 0, publicUrl: "https://crm.example" });
  if (own) await madeOfOnesOwn((await made.key("owner")).speak);
  const ctx = made.house.engine.systemContext(await made.house.engine.workspaces.get("test"));
  const routes = allRoutes(made.house, createMetrics(made.house.engine.database), ctx.catalogue);
  return { ...made, ctx, routes };
}

test(
  "each route is closed to each role that lacks what it declares, and the starter roles are such",
  { timeout: 60_000 },
  async (t) => {
    const { house: whole, ctx, routes, key } = await house(t);
    const [first] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'sales'`);
    const roles = await ctx.db.query(
      sql<{ key: string; rights: string }>`select key, rights::text as rights from roles where key is not null`,
    );
    const all = new Map(roles.map((role) => [role.key, JSON.parse(role.rights) as Rights]));
    all.set("nothing at all", { standard: CLOSED, objects: {}, capabilities: [] });
    const { speak } = await key("sales");
    let closed = 0;
    for (const [name, rights] of all) {
      await ctx.db.query(sql`update roles set rights = ${JSON.stringify(rights)}::jsonb where id = ${first!.id}::uuid`);
      whole.identity.forgetRights("test");
      const actor = { kind: "apiKey", userId: null, roleId: first!.id, rights, teamIds: [] } as Actor;
      const lacks = ({ right }: Route): boolean => {
        if (typeof right !== "object") return false;
        if ("capability" in right) return !mayUse(actor, right.capability);
        return scopeOf(actor, ctx.catalogue.object(right.object), right.action) === "none";
      };
      const refused = routes.filter((route) => inWorkspace(route) && !route.streams && lacks(route));
      closed += refused.length;
      for (const route of refused) {
        const answered = await speak(route.method, urlOf(route), bodyOf(route));
        assert.equal(answered.status, 403, `${name}: ${route.method} ${route.path}: ${answered.text}`);
      }
    }
    assert.ok(closed > 400, `only ${closed}`);
    t.diagnostic(`${closed} pairs of role and route`);
  },
);

test(
  "what changes something is refused to every other site, and every answer carries the headers of safety",
  { timeout: 60_000 },
  async (t) => {
    const { routes, person, speak, stranger } = await house(t);
    const { cookie } = await person("owner");
    const mine = { cookie, "raabta-workspace": "test" };
    const from: Speak[] = [
      speak({ ...mine, origin: "https://evil.example" }),
      speak({ ...mine, origin: "null" }),
      speak({ ...mine, "sec-fetch-site": "cross-site" }),
      speak({ ...mine, origin: "https://crm.example.evil.example", "content-type": "text/plain" }),
    ];
    for (const route of routes.filter(({ method }) => method !== "GET")) {
      const name = `${route.method} ${route.path}`;
      for (const each of from) {
        const { status, text } = await each(route.method, urlOf(route), "{}");
        // Who is told by a secret in the body needs no session, and another site does not know the secret.
        const open = route.right === "public" && status >= 400 && status < 500;
        assert.ok(status === 403 || status === 415 || open, `${name}: ${status} ${text}`);
      }
      const overridden = await speak({
        ...mine,
        origin: "https://evil.example",
        "x-http-method-override": route.method,
      })("GET", urlOf(route));
      assert.ok(![201, 202, 204].includes(overridden.status), name);
    }
    const asking: Speak[] = [stranger, speak({ ...mine, origin: "https://crm.example" })];
    for (const route of routes.filter((each) => !each.streams))
      for (const [place, each] of asking.entries()) {
        // Signing out as the owner would end the walk.
        if (place === 1 && route.method !== "GET") continue;
        const { headers, status } = await each(route.method, urlOf(route), bodyOf(route));
        const name = `${route.method} ${route.path}: ${status}`;
        assert.ok(status < 500 || route.path === "/health", name);
        assert.match(
          String(headers["content-security-policy"]),
          /default-src 'none'.*frame-ancestors 'none'|sandbox/,
          name,
        );
        for (const [header, value] of [
          ["x-content-type-options", "nosniff"],
          ["cross-origin-opener-policy", "same-origin"],
          ["cross-origin-resource-policy", "same-origin"],
          ["referrer-policy", "same-origin"],
          ["x-frame-options", "DENY"],
        ])
          assert.equal(headers[header!], value, `${name} ${header}`);
        assert.match(String(headers["strict-transport-security"]), /max-age=\d{7}/, name);
        assert.match(String(headers["cache-control"]), inWorkspace(route) ? /no-store/ : /no-store|no-cache/, name);
        assert.equal(headers["access-control-allow-origin"], undefined, name);
        // What an older form of the session had is only taken away.
        for (const line of [headers["set-cookie"] ?? []].flat().filter((each) => !/=; Max-Age=0/.test(each)))
          assert.ok(
            !inWorkspace(route) &&
              /^__Host-.*; HttpOnly/i.test(line) &&
              /; Secure/i.test(line) &&
              /; SameSite=(Lax|Strict)/i.test(line),
            `${name}: ${line}`,
          );
      }
  },
);

test("no GET changes anything", { timeout: 60_000 }, async (t) => {
  const { house: whole, ctx, routes, person } = await house(t, false);
  const owner = await person("owner");
  const speak: Speak = (method, url, body, headers) =>
    owner.speak(method, url, body, { origin: "https://crm.example", ...headers });
  const ids = await plant(speak, owner.id);
  const schemas = [ctx.workspace.schema, "raabta", "auth", "graphile_worker"];
  const tables = await ctx.db.query(sql<{ schema: string; name: string }>`
    select n.nspname::text as schema, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and c.relkind = 'r' order by 1, 2`);
  /** One hash for all that stands in the database. */
  const state = async (): Promise<string> => {
    const parts = tables.map(
      ({ schema, name }) =>
        sql`select ${`${schema}.${name}`}::text as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${sql.id(schema, name)} as t`,
    );
    const rows = await whole.engine.database
      .within("public")
      .query(sql<{ name: string; hash: string }>`${sql.join(parts, sql` union all `)}`);
    return rows
      .map(({ name, hash }) => `${name} ${hash}`)
      .sort()
      .join("\n");
  };
  await speak("GET", "/api/v1/me");
  let before = await state();
  let asked = 0;
  for (const route of routes.filter(({ method, streams }) => method === "GET" && !streams)) {
    const cell = cellsOf(route, ctx.catalogue)?.find(({ place }) => place === "path");
    const url = cell ? cell.ask(ids[cell.of]!).url : route.path;
    if (url.includes("/:")) continue;
    await speak("GET", url);
    await speak("GET", `${url}${url.includes("?") ? "&" : "?"}_method=DELETE`, undefined, {
      "x-http-method-override": "DELETE",
    });
    asked += 1;
    const now = await state();
    assert.equal(now, before, `GET ${route.path}`);
    before = now;
  }
  assert.ok(asked > 80, `only ${asked}`);
});

test("bodies that grow, nest or multiply out of measure are refused at once", { timeout: 60_000 }, async (t) => {
  const { house: whole, person } = await house(t);
  const { cookie } = await person("owner");
  const headers = { cookie, host: "localhost:3000", origin: "https://crm.example", "raabta-workspace": "test" };
  const send = async (
    url: string,
    type: string,
    payload: Buffer | string | Readable,
    more: Record<string, string> = {},
  ) => {
    const begun = process.cpuUsage();
    const memory = process.memoryUsage().rss;
    const answered = await whole.app.inject({
      method: "POST",
      url,
      headers: { ...headers, "content-type": type, ...more },
      payload,
    });
    const { user, system } = process.cpuUsage(begun);
    assert.ok(
      [400, 413, 415, 422].includes(answered.statusCode),
      `${url} ${type}: ${answered.statusCode} ${answered.payload.slice(0, 300)}`,
    );
    assert.ok(user + system < 2_000_000, `${url} ${type} took ${(user + system) / 1e6} s`);
    assert.ok(process.memoryUsage().rss - memory < 256e6, `${url} ${type}`);
  };
  const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
  const at = "/api/v1/companies";
  await send(at, "application/json", gzipSync(Buffer.alloc(50_000_000, 32)), { "content-encoding": "gzip" });
  await send(at, "application/json", deep("[", "]", 100_000));
  await send(at, "application/json", `{"name":"x","address":${deep('{"a":', "", 60_000)}1${"}".repeat(60_000)}}`);
  await send(at, "application/json", `{"name":"x","notes":"${"y".repeat(2_000_000)}"}`);
  await send(
    `${at}/bulk`,
    "application/json",
    JSON.stringify({
      act: "delete",
      filter: JSON.parse(`${'{"not":'.repeat(2000)}{"field":"name","op":"empty"}${"}".repeat(2000)}`),
    }),
  );
  const part = '--xx\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n';
  let read = 0;
  async function* parts() {
    for (; read < 1000; read += 1) {
      yield part.repeat(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield "--xx--\r\n";
  }
  await send("/api/v1/files", "multipart/form-data; boundary=xx", Readable.from(parts()));
  assert.ok(read < 500, `${read} of 1000 pieces were read after the first parts were too many`);
});
