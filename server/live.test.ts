/** Live changes over two servers on one database: who is told what, going on after a break, and being cut off. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { create, update } from "#engine/records/records.ts";
import { sql } from "#model/sql.ts";
import { assemble } from "./assemble.ts";
import { testHouse } from "./http/house.fixtures.ts";

interface Told {
  name: string;
  id: string | undefined;
  data: ReturnType<typeof JSON.parse>;
}

/** Opens a stream on a listening server; `next` gives event after event, `over` is true where it has ended. */
async function listen(url: string, headers: Record<string, string>, query = "") {
  const stop = new AbortController();
  const response = await fetch(`${url}/api/v1/live?${query}`, { headers, signal: stop.signal });
  assert.equal(response.status, 200, await (response.ok ? "" : response.text()));
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<Told | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end < 0) {
        const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
        if (done) return undefined;
        text += value;
        continue;
      }
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      const of = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const name = of("event");
      if (name !== undefined) return { name, id: of("id"), data: JSON.parse(of("data")!) };
    }
  };
  assert.equal((await next())?.name, "hello");
  return { next, close: () => stop.abort() };
}

async function twoServers(t: { after(hook: () => Promise<void>): void }) {
  const one = await testHouse(t);
  const two = await assemble({ ...one.house.options, connection: one.database.config });
  t.after(() => two.close());
  const at = async (house: { app: typeof two.app }) => house.app.listen({ host: "127.0.0.1", port: 0 });
  return { ...one, urls: [await at(one.house), await at(two)] as const };
}

const cookieHeaders = (cookie: string) => ({ cookie, "raabta-workspace": "test" });

test("a change made at one server is told at the other: fields without values, hidden ones not at all", async (t) => {
  const { ctx, person, urls, speak } = await twoServers(t);
  const owner = await person("owner");
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'readOnly'`);
  const { rights } = JSON.parse((await owner.speak("GET", `/api/v1/roles/${role!.id}`)).text);
  rights.objects.company = {
    read: "all",
    create: false,
    update: "none",
    delete: "none",
    fields: { website: "hidden" },
  };
  assert.equal((await owner.speak("PATCH", `/api/v1/roles/${role!.id}`, { rights })).status, 200);
  const reader = await person("readOnly");
  const company = await create(ctx, "company", { name: "Acme" });
  const seen = await listen(urls[1], cookieHeaders(reader.cookie), "object=company");
  const { body } = await owner.speak("PATCH", `/api/v1/companies/${company.id}`, {
    name: "Acme 2",
    website: "https://acme.example",
  });
  const told = await seen.next();
  assert.equal(told?.name, "change");
  assert.deepEqual(
    { ...told.data, at: 0, operationId: 0 },
    {
      object: "company",
      id: company.id,
      type: "updated",
      version: body.version,
      fields: ["name"],
      by: { id: owner.id, title: "owner 1" },
      at: 0,
      via: "screen",
      operationId: 0,
    },
  );
  assert.ok(!JSON.stringify(told).includes("Acme"));
  assert.equal((await speak({})("GET", "/api/v1/live")).status, 401);
  seen.close();
});

test("whose records are their own alone hears of those alone, and of a record handed over from then on", async (t) => {
  const { ctx, person, urls } = await twoServers(t);
  const sales = await person("sales");
  const foreign = await create(ctx, "company", { name: "Foreign" });
  const seen = await listen(urls[0], cookieHeaders(sales.cookie), "object=company");
  await update(ctx, "company", foreign.id, { name: "Still foreign" });
  const own = await create(ctx, "company", { name: "Own", owner: sales.id });
  assert.equal((await seen.next())?.data.id, own.id);
  await update(ctx, "company", foreign.id, { owner: sales.id });
  assert.equal((await seen.next())?.data.id, foreign.id);
  seen.close();
});

test("what was missed comes after the last id; many at once are a number; another time asks to read anew", async (t) => {
  const { ctx, key, urls } = await twoServers(t);
  const { key: token } = await key("owner");
  const headers = { authorization: `Bearer ${token}` };
  const first = await listen(urls[0], headers, "object=company");
  const one = await create(ctx, "company", { name: "One" });
  const told = await first.next();
  assert.equal(told?.data.id, one.id);
  first.close();
  const two = await create(ctx, "company", { name: "Two" });
  const second = await listen(urls[1], { ...headers, "last-event-id": told.id! }, "object=company");
  assert.equal((await second.next())?.data.id, two.id);
  await ctx.transaction(async (inner) => {
    for (let count = 0; count < 51; count += 1) await create(inner, "company", { name: `Many ${count}` });
  });
  assert.deepEqual((await second.next())?.data, { object: "company", many: 51 });
  second.close();
  const elsewhere = await listen(urls[1], { ...headers, "last-event-id": `${ctx.workspace.id}.1:1:` });
  assert.equal((await elsewhere.next())?.name, "reset");
  elsewhere.close();
});

test("a stream ends with session, key or membership, and follows the role, within a second", async (t) => {
  const { ctx, person, key, urls } = await twoServers(t);
  const owner = await person("owner");
  const within = async (what: () => Promise<unknown>, next: () => Promise<Told | undefined>) => {
    await what();
    const done = performance.now();
    const told = await next();
    assert.ok(performance.now() - done < 1000, "took longer than a second");
    return told;
  };
  const leaving = await person("sales");
  const left = await listen(urls[1], cookieHeaders(leaving.cookie), "object=company");
  const signOut = () => leaving.speak("POST", "/api/auth/sign-out", {});
  assert.deepEqual(await within(signOut, left.next), { name: "end", id: undefined, data: { reason: "rights" } });
  assert.equal(await left.next(), undefined);

  const suspended = await person("sales");
  const cut = await listen(urls[1], cookieHeaders(suspended.cookie), "object=company");
  const suspend = () => update(ctx, "user", suspended.id, { status: "suspended" });
  assert.equal((await within(suspend, cut.next))?.name, "end");

  const { id, key: token } = await key("sales");
  const program = await listen(urls[0], { authorization: `Bearer ${token}` }, "object=company");
  const revoke = () => update(ctx, "apiKey", id, { revokedAt: new Date().toISOString() });
  assert.equal((await within(revoke, program.next))?.name, "end");

  const moved = await person("readOnly");
  const stays = await listen(urls[1], cookieHeaders(moved.cookie), "object=company");
  await create(ctx, "company", { name: "Seen" });
  assert.equal((await stays.next())?.name, "change");
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'sales'`);
  const demote = () => owner.speak("PATCH", `/api/v1/users/${moved.id}`, { role: role!.id });
  assert.equal((await within(demote, stays.next))?.name, "rights");
  await create(ctx, "company", { name: "Not seen" });
  const own = await create(ctx, "company", { name: "Own", owner: moved.id });
  assert.equal((await stays.next())?.data.id, own.id);
  stays.close();
});

test("those at a record hear over both servers who else is there, edits and leaves; who may not read it cannot come", async (t) => {
  const { ctx, person, urls } = await twoServers(t);
  const [one, two, stranger] = [await person("owner"), await person("manager"), await person("sales")];
  const company = await create(ctx, "company", { name: "Acme" });
  const at = (url: string, cookie: string, more: object = {}) =>
    fetch(`${url}/api/v1/presence`, {
      method: "POST",
      headers: { ...cookieHeaders(cookie), "content-type": "application/json", origin: url },
      body: JSON.stringify({ object: "company", id: company.id, tab: "a", ...more }),
    });
  const first = await listen(urls[0], cookieHeaders(one.cookie), "object=company");
  assert.deepEqual(((await (await at(urls[0], one.cookie)).json()) as { people: [] }).people, []);
  assert.equal((await first.next())?.name, "presence");
  const came = (await (await at(urls[1], two.cookie)).json()) as { people: unknown };
  assert.deepEqual(came.people, [{ person: { id: one.id, title: "owner 1" }, editing: null }]);
  const told = async () => {
    const event = await first.next();
    return { name: event?.name, people: event?.data.people };
  };
  const other = { person: { id: two.id, title: "manager 2" } };
  assert.deepEqual(await told(), { name: "presence", people: [{ ...other, editing: null }] });
  await at(urls[1], two.cookie, { editing: "name" });
  assert.deepEqual(await told(), { name: "presence", people: [{ ...other, editing: "name" }] });
  assert.equal((await at(urls[1], stranger.cookie)).status, 404);
  await at(urls[1], two.cookie, { leaving: true });
  assert.deepEqual(await told(), { name: "presence", people: [] });
  first.close();
});
