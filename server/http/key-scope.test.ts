/** Keys that keep only a part of their role: what they reach, what they are refused, and when they end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApiKey } from "#engine/identity/api-keys.ts";
import { askerOf, actorOf } from "#engine/identity/on-behalf.ts";
import { assertMayGive } from "#engine/identity/membership.rules.ts";
import { actingAs } from "#engine/identity/on-behalf.ts";
import { roleId, testHouse } from "./house.fixtures.ts";

test("a key for reading asks with GET alone, whatever its role may", async (t) => {
  const { person, speak } = await testHouse(t);
  const owner = await person("owner");
  const made = await owner.speak("POST", "/api/v1/api-keys", {
    name: "watch",
    role: "owner",
    scope: { readOnly: true },
  });
  assert.equal(made.status, 201, made.text);
  const key = speak({ authorization: `Bearer ${made.body.key}` });
  assert.equal((await key("GET", "/api/v1/companies")).status, 200);
  for (const [method, path, body] of [
    ["POST", "/api/v1/companies", { name: "X" }],
    ["POST", "/api/v1/views", { name: "X", object: "company" }],
    ["POST", "/api/v1/api-keys", { name: "more", role: "owner" }],
    ["POST", "/api/v1/companies/batch", { operations: [] }],
    ["PATCH", "/api/v1/workspace", { name: "X" }],
  ] as const)
    assert.equal((await key(method, path, body)).status, 403, path);
  const meta = (await key("GET", "/api/v1/meta")).body;
  const company = meta.objects.find((object: { name: string }) => object.name === "company");
  assert.deepEqual([company.rights.read, company.rights.create, company.rights.update], [true, false, false]);
  const [row] = (await owner.speak("GET", "/api/v1/api-keys")).body.data;
  assert.deepEqual(row.scope, { readOnly: true });
});

test("a key for some objects knows no others: not in lists, search, meta or by a relation's name", async (t) => {
  const { person, speak } = await testHouse(t);
  const owner = await person("owner");
  const company = (await owner.speak("POST", "/api/v1/companies", { name: "Canary Mills" })).body;
  await owner.speak("POST", "/api/v1/contacts", { name: "Asha Rao", company: company.id });
  const made = await owner.speak("POST", "/api/v1/api-keys", {
    name: "shop",
    role: "owner",
    scope: { objects: ["contacts", "order"] },
  });
  const key = speak({ authorization: `Bearer ${made.body.key}` });
  const contacts = await key("GET", "/api/v1/contacts");
  assert.equal(contacts.body.data.length, 1);
  assert.doesNotMatch(contacts.text, /Canary/);
  assert.equal((await key("GET", "/api/v1/companies")).status, 403);
  assert.equal((await key("GET", "/api/v1/views")).status, 403);
  assert.equal((await key("GET", "/api/v1/users")).status, 403);
  assert.deepEqual((await key("GET", "/api/v1/search?q=canary")).body.data, []);
  assert.equal((await key("POST", "/api/v1/contacts", { name: "New Person" })).status, 201);
  const names = (await key("GET", "/api/v1/meta")).body.objects.map((object: { name: string }) => object.name);
  assert.deepEqual(names.toSorted(), ["contact", "order", "orderLine"]);
});

test("a scope that names no object, or lines, is refused at its place", async (t) => {
  const { person } = await testHouse(t);
  const owner = await person("owner");
  const ask = (objects: string[]) =>
    owner.speak("POST", "/api/v1/api-keys", { name: "x", role: "owner", scope: { objects } });
  assert.equal((await ask(["orders", "cats"])).body.issues[0].path, "scope.objects.1");
  assert.match((await ask(["order-lines"])).body.issues[0].message, /goes with "order"/);
});

test("a key ends with the leave of who made it, one of the command line does not; jobs asked by it neither", async (t) => {
  const { person, speak, key, ctx, house } = await testHouse(t);
  const [owner, admin] = [await person("owner"), await person("admin")];
  const made = (
    await admin.speak("POST", "/api/v1/api-keys", { name: "x", role: "readOnly", scope: { objects: ["contact"] } })
  ).body;
  const byCommand = await key("readOnly");
  const use = speak({ authorization: `Bearer ${made.key}` });
  assert.equal((await use("GET", "/api/v1/contacts")).status, 200);
  const { actor } = await house.identity.keys.find(made.key);
  const again = await actorOf(ctx, askerOf(actor));
  assert.deepEqual(again.rights, actor.rights, "a job keeps the scope");
  assert.equal((await owner.speak("PATCH", `/api/v1/users/${admin.id}`, { status: "suspended" })).status, 200);
  // The word of it goes round within a second.
  const heard = Date.now() + 1000;
  while ((await use("GET", "/api/v1/contacts")).status !== 401) assert.ok(Date.now() < heard, "the key still opens");
  await assert.rejects(actorOf(ctx, askerOf(actor)), /may not work here any more/);
  assert.equal((await byCommand.speak("GET", "/api/v1/contacts")).status, 200);
});

test("a key of an owner that was narrowed gives no roles", async (t) => {
  const { ctx, house } = await testHouse(t);
  const { key } = await createApiKey(ctx, { name: "x", role: "owner", scope: { objects: ["company"] } });
  const { actor } = await house.identity.keys.find(key);
  await assert.rejects(
    assertMayGive(actingAs(ctx, actor, "api", ctx.operationId), await roleId(ctx, "manager")),
    /may do more than yours/,
  );
});
