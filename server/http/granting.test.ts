/** Nobody raises himself or others above himself: roles, users, keys, links; and rights that make no sense are refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { ObjectRights, Rights } from "#model/rights.ts";
import { roleId, testHouse } from "./house.fixtures.ts";

const open: ObjectRights = { read: "all", create: true, update: "all", delete: "all" };
const rightsOf = (standard: ObjectRights, rest: Partial<Rights> = {}): Rights => ({
  standard,
  objects: {},
  capabilities: [],
  ...rest,
});

test("records of everything are no right over roles, users and keys", async (t) => {
  const { ctx, house, person } = await testHouse(t);
  const set = async (rights: Rights) => {
    await ctx.db.query(sql`update roles set rights = ${JSON.stringify(rights)}::jsonb where key = 'service'`);
    house.identity.forgetRights("test");
  };
  await set(rightsOf(open));
  const clerk = await person("service");
  const [service, admin] = [await roleId(ctx, "service"), await roleId(ctx, "admin")];
  const all = rightsOf(open, { capabilities: ["roles", "users", "apiKeys"] });
  const refused = async (method: string, path: string, body: object, status = 403) => {
    const answered = await clerk.speak(method, `/api/v1/${path}`, body);
    assert.equal(answered.status, status, `${method} ${path}: ${answered.text}`);
  };
  await refused("PATCH", `roles/${service}`, { rights: all });
  await refused("POST", "roles", { name: "Mine", rights: all });
  await refused("PATCH", `users/${clerk.id}`, { role: admin });
  await refused("POST", "api-keys", { name: "k", role: "admin" });
  await set(rightsOf({ ...open, read: "own" }, { capabilities: ["roles", "users", "apiKeys"] }));
  await refused("PATCH", `roles/${service}`, { rights: rightsOf(open) }, 422);
  await refused(
    "PATCH",
    `roles/${service}`,
    { rights: rightsOf({ ...open, read: "own" }, { capabilities: ["backup"] }) },
    422,
  );
  await refused("PATCH", `users/${clerk.id}`, { role: admin }, 422);
  await refused("POST", "api-keys", { name: "k", role: "manager" });
  await refused("POST", "invitations", { email: "a@b.example", role: "manager" });
  const manager = await person("manager");
  await refused("POST", `users/${manager.id}/reset-link`, {});
  const own = await clerk.speak("POST", "/api/v1/api-keys", { name: "k", role: "service" });
  assert.equal(own.status, 201, own.text);
});

test("an administrator gives what came with the product, and no more than they have", async (t) => {
  const { ctx, person } = await testHouse(t);
  const { speak } = await person("admin");
  for (const role of ["admin", "manager", "sales", "service", "marketing", "readOnly"])
    assert.equal((await speak("POST", "/api/v1/api-keys", { name: role, role })).status, 201, role);
  assert.equal((await speak("POST", "/api/v1/api-keys", { name: "o", role: "owner" })).status, 403);
  const admin = await roleId(ctx, "admin");
  const { rights } = (await speak("GET", `/api/v1/roles/${admin}`)).body;
  const more = { ...rights, capabilities: [...rights.capabilities, "backup"] };
  assert.equal((await speak("PATCH", `/api/v1/roles/${admin}`, { rights: more })).status, 422);
  assert.equal((await speak("POST", "/api/v1/roles", { name: "Like mine", rights })).status, 201);
});

test("rights that name no field, or ask what cannot be asked, are refused by name", async (t) => {
  const { person } = await testHouse(t);
  const { speak } = await person("owner");
  const issues = async (rights: Rights) =>
    (await speak("POST", "/api/v1/roles", { name: "Odd", rights })).body.issues.map(
      (issue: { path: string }) => issue.path,
    );
  const where = (field: string) => ({ filter: { field, op: "notEmpty" as const } });
  assert.deepEqual(await issues(rightsOf({ ...open, fields: { margn: "hidden" } })), ["rights.standard.fields.margn"]);
  assert.deepEqual(
    await issues(rightsOf(open, { objects: { order: { ...open, read: where("nope"), fields: { nme: "read" } } } })),
    ["rights.objects.order.fields.nme", "rights.objects.order.read.filter.field"],
  );
  const fine = rightsOf(open, { objects: { customer: { ...open, read: where("class") } } });
  assert.equal((await speak("POST", "/api/v1/roles", { name: "Fine", rights: fine })).status, 201);
});

test("secrets are in no answer, and no answer with a secret is kept", async (t) => {
  const { ctx, person } = await testHouse(t);
  const owner = await person("owner");
  const made = await owner.speak(
    "POST",
    "/api/v1/api-keys",
    { name: "k", role: "sales" },
    { "idempotency-key": "once" },
  );
  assert.equal(made.status, 201, made.text);
  await owner.speak(
    "POST",
    "/api/v1/invitations",
    { email: "a@b.example", role: "sales" },
    { "idempotency-key": "twice" },
  );
  const kept = await ctx.db.query(sql`select 1 from raabta.answers`);
  assert.equal(kept.length, 0);
  for (const path of ["api-keys", "invitations", "users"]) {
    const { text, status } = await owner.speak("GET", `/api/v1/${path}`);
    assert.equal(status, 200);
    assert.doesNotMatch(text, /"(hash|tokenHash|authId)"/);
  }
});

test("many guesses at the same time are no more than the limit", async (t) => {
  const { person, stranger } = await testHouse(t);
  const { email } = await person("sales");
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      stranger("POST", "/api/auth/sign-in/email", { email, password: `wrong guess ${n}` }),
    ),
  );
  const statuses = guesses.map((guess) => guess.status);
  assert.deepEqual(
    [statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length],
    [5, 7],
  );
});

test("two changes of settings at the same time both stand", async (t) => {
  const { house } = await testHouse(t);
  const change = (settings: object) => house.engine.workspaces.change("test", { settings });
  await Promise.all([change({ weekStart: 7 }), change({ country: "IN" }), change({ fiscalYearStart: "04-01" })]);
  const { settings } = await house.engine.workspaces.get("test");
  assert.deepEqual([settings.weekStart, settings.country, settings.fiscalYearStart], [7, "IN", "04-01"]);
});

test("a fiscal year does not begin on a day that some years do not have", async (t) => {
  const { house } = await testHouse(t);
  for (const fiscalYearStart of ["02-29", "02-30", "04-31"])
    await assert.rejects(
      house.engine.workspaces.change("test", { settings: { fiscalYearStart } }),
      (error: { issues: { path: string }[] }) => error.issues[0]?.path === "settings.fiscalYearStart",
    );
});
