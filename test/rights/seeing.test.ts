/** Looking as somebody else: the same as they see, nothing that one may not see oneself, and no route writes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { PASSWORD, testHouse, type Speak } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { inWorkspace } from "#server/http/route.ts";
import { SEE_AS_PATH } from "#server/http/seeing.ts";
import { allRoutes } from "#server/routes/index.ts";
import { plant, post } from "./world.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";

async function begun(t: { after(hook: () => Promise<void>): void }) {
  const made = await testHouse(t, { rateLimit: 0 });
  const owner = await made.person("owner");
  const ids = await plant(owner.speak, owner.id);
  const sales = await made.person("sales", [ids["team"]!]);
  await post(owner.speak, "companies", { name: "Elsewhere" });
  await post(sales.speak, "views", { name: "Private", object: "company", definition: {} });
  /** As the viewer with the cookie that the start gave. */
  const seeing = async (viewer: { speak: Speak; cookie: string }, whom: object): Promise<Speak> => {
    const started = await viewer.speak("POST", SEE_AS_PATH, whom);
    assert.equal(started.status, 204, started.text);
    const [given] = [started.headers["set-cookie"] ?? []].flat();
    const cookie = `${viewer.cookie}; ${given!.split(";")[0]}`;
    return made.speak({ cookie, origin: "http://localhost:3000", "raabta-workspace": "test" });
  };
  return { ...made, owner, ids, sales, seeing };
}

test("each list and record reads as that person's own, and is read by who looks", async (t) => {
  const { house, ctx, owner, sales, ids, seeing } = await begun(t);
  const looking = await seeing(owner, { user: sales.id });
  const catalogue = (await house.engine.workspaces.get("test")).catalogue;
  let narrower = 0;
  for (const object of catalogue.objects.values()) {
    for (const path of [
      `/api/v1/${object.path}`,
      `/api/v1/${object.path}/${ids[object.name]}`,
      `/api/v1/${object.path}?q=zqcanary`,
    ]) {
      const [theirs, seen, own] = await Promise.all(
        [sales, { speak: looking }, owner].map(({ speak }) => speak("GET", path)),
      );
      assert.equal(seen!.status, theirs!.status, path);
      if (seen!.text !== own!.text) narrower += 1;
      if (object.name === "view") continue;
      if (seen!.status === 200) assert.deepEqual(seen!.body, theirs!.body, path);
    }
  }
  assert.ok(narrower > 10, "the owner sees more by themself");
  const meta = await looking("GET", "/api/v1/meta");
  assert.deepEqual([meta.body.me.id, meta.body.me.seen], [sales.id, true]);
  const views = await looking("GET", "/api/v1/views");
  assert.doesNotMatch(views.text, /Private/, "what is somebody's own alone stays theirs");
  const [noted] = await ctx.db.query(sql<{ by: string }>`
    select by_id as by from events where record_id = ${sales.id}::uuid and type = 'read' and after->'fields' ? 'seenAs'`);
  assert.equal(noted?.by, owner.id);
});

test("no route that writes is open meanwhile, and the way back is", async (t) => {
  const { house, owner, sales, seeing } = await begun(t);
  const looking = await seeing(owner, { user: sales.id });
  const routes = allRoutes(house, createMetrics(house.engine.database));
  const writing = routes.filter((route) => inWorkspace(route) && route.method !== "GET" && route.path !== SEE_AS_PATH);
  assert.ok(writing.length > 80);
  for (const { method, path } of writing) {
    const url = path.replaceAll(/:object/g, "vehicles").replaceAll(/:\w+/g, NOBODY);
    const answered = await looking(method, url, method === "DELETE" ? undefined : {});
    assert.equal(answered.status, 403, `${method} ${path}: ${answered.text}`);
    assert.match(answered.text, /seeAs\.readOnly/, `${method} ${path}`);
  }
  const ended = await looking("DELETE", SEE_AS_PATH);
  assert.equal(ended.status, 204);
  assert.match(String(ended.headers["set-cookie"]), /raabta-see-as=; Max-Age=0/);
});

test("nobody sees more than they may themself; another at the same browser is not touched", async (t) => {
  const { ctx, owner, sales, seeing, person, speak, signIn } = await begun(t);
  const rights = {
    standard: { read: "team", create: true, update: "team", delete: "none" },
    objects: {},
    capabilities: ["users"],
  };
  await ctx.db.query(sql`update roles set rights = ${JSON.stringify(rights)}::jsonb where key = 'manager'`);
  const lead = await person("manager");
  for (const user of [owner.id, sales.id]) {
    const refused = await lead.speak("POST", SEE_AS_PATH, { user });
    assert.equal(refused.status, 403, refused.text);
  }
  assert.equal((await sales.speak("POST", SEE_AS_PATH, { user: owner.id })).status, 403);
  assert.equal((await owner.speak("POST", SEE_AS_PATH, { user: NOBODY })).status, 404);
  const looking = await seeing(owner, { user: sales.id });
  await ctx.db.query(sql`update users set status = 'suspended' where id = ${sales.id}::uuid`);
  const over = await looking("GET", "/api/v1/companies");
  assert.equal(over.status, 403);
  assert.match(over.text, /seeAs\.over/);
  const started = await owner.speak("POST", SEE_AS_PATH, { user: lead.id });
  const left = String([started.headers["set-cookie"] ?? []].flat()[0]).split(";")[0];
  const next = speak({
    cookie: `${await signIn(lead.email, PASSWORD)}; ${left}`,
    origin: "http://localhost:3000",
    "raabta-workspace": "test",
  });
  assert.equal((await next("GET", "/api/v1/meta")).body.me.seen, undefined);
});

test("whoever looks after people no more looks as nobody any more, from the next answer on", async (t) => {
  const { house, ctx, sales, seeing, person } = await begun(t);
  const looking = await seeing(await person("admin"), { user: sales.id });
  assert.equal((await looking("GET", "/api/v1/companies")).status, 200);
  await ctx.db.query(
    sql`update roles set rights = jsonb_set(rights, '{capabilities}', (rights->'capabilities') - 'users') where key = 'admin'`,
  );
  house.identity.forgetRights("test");
  const over = await looking("GET", "/api/v1/companies");
  assert.equal(over.status, 403, over.text);
  assert.match(over.text, /seeAs\.over/);
});

test("as a role one sees what who has it and is in no team would", async (t) => {
  const { ctx, owner, sales, seeing } = await begun(t);
  await post(owner.speak, "companies", { name: "Theirs", owner: sales.id });
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'sales'`);
  const rights = {
    standard: { read: "own", create: true, update: "own", delete: "none" },
    objects: {},
    capabilities: [],
  };
  await ctx.db.query(sql`update roles set rights = ${JSON.stringify(rights)}::jsonb where id = ${role!.id}::uuid`);
  const looking = await seeing(owner, { role: role!.id });
  const found = async (speak: Speak) => (await speak("GET", "/api/v1/companies?q=theirs")).body.data.length as number;
  assert.deepEqual([await found(owner.speak), await found(looking)], [1, 0]);
});
