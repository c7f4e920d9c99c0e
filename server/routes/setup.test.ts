/** The first run, signing in, invitations and resets, from outside. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createResetLink } from "#engine/identity/reset.ts";
import { cookieOf, PASSWORD, testHouse } from "../http/house.fixtures.ts";

const COMPANY = {
  owner: { name: "Amina Khan", email: "Amina@Example.com", password: PASSWORD },
  company: { name: "Élan Traders (Pvt) Ltd" },
  country: "PK",
  language: "ur",
  baseCurrency: "PKR",
  timeZone: "Asia/Karachi",
  weekStart: 1,
};

test("an installation is set up once, from this machine, and its owner is signed in", async (t) => {
  const { house, stranger, speak } = await testHouse(t);
  await house.engine.workspaces.drop("test");
  assert.equal((await stranger("GET", "/api/session")).body.setup, true);
  const wrong = await stranger("POST", "/api/setup", {
    ...COMPANY,
    owner: { name: "", email: "amina", password: "x" },
    baseCurrency: "XXY",
  });
  assert.equal(wrong.status, 422);
  assert.deepEqual(
    wrong.body.issues.map((issue: { path: string }) => issue.path),
    ["owner.name", "owner.email", "owner.password"],
  );
  for (const headers of [
    { "x-forwarded-for": "10.0.0.9" },
    { host: "evil.example" },
    { origin: "https://evil.example" },
  ]) {
    assert.equal((await stranger("POST", "/api/setup", COMPANY, headers)).status, 403, JSON.stringify(headers));
  }
  const done = await stranger("POST", "/api/setup", COMPANY);
  assert.equal(done.status, 201, done.text);
  assert.deepEqual(done.body, { workspace: { slug: "elan-traders-pvt-ltd" } });
  const session = await speak({ cookie: cookieOf(done) })("GET", "/api/session");
  assert.equal(session.body.setup, false);
  assert.equal(session.body.user.email, "amina@example.com");
  assert.equal(session.body.user.language, "ur");
  assert.deepEqual(session.body.workspaces, [
    { slug: "elan-traders-pvt-ltd", name: COMPANY.company.name, sample: false, sandboxOf: null },
  ]);
  const meta = await speak({ cookie: cookieOf(done) })("GET", "/api/v1/meta?workspace=elan-traders-pvt-ltd");
  assert.equal(meta.body.me.role.name, "Owner");
  assert.equal(meta.body.workspace.settings.fiscalYearStart, "07-01");
  assert.equal(
    (await stranger("POST", "/api/setup", { ...COMPANY, owner: { ...COMPANY.owner, email: "b@example.com" } })).status,
    404,
  );
});

test("a company stands though the records to look around in could not be made, and this is told", async (t) => {
  const { house, stranger, speak } = await testHouse(t);
  await house.engine.workspaces.drop("test");
  const { systemContext } = house.engine;
  t.mock.method(house.engine, "systemContext", (...asked: Parameters<typeof systemContext>) => {
    if (asked[1] === "sample") throw new Error("No room for samples");
    return systemContext(...asked);
  });
  const done = await stranger("POST", "/api/setup", { ...COMPANY, template: "retail", samples: true });
  assert.equal(done.status, 201, done.text);
  assert.equal(done.body.samples, "failed");
  const own = speak({ cookie: cookieOf(done) });
  const at = `workspace=${done.body.workspace.slug}`;
  assert.equal((await own("GET", `/api/v1/meta?${at}`)).body.workspace.settings.sampleOperation, undefined);
  assert.deepEqual((await own("GET", `/api/v1/companies?${at}`)).body.data, []);
});

test("two who set up at the same time make one owner", async (t) => {
  const { house, stranger } = await testHouse(t);
  await house.engine.workspaces.drop("test");
  const both = await Promise.all(
    ["a", "b"].map((name) =>
      stranger("POST", "/api/setup", { ...COMPANY, owner: { ...COMPANY.owner, email: `${name}@example.com` } }),
    ),
  );
  const statuses = both.map((answered) => answered.status).toSorted((a, b) => a - b);
  assert.equal(statuses[0], 201);
  assert.ok([404, 409].includes(statuses[1]!), String(statuses));
});

test("where the door is open wider, setting up takes the one-time token", async (t) => {
  const { house, stranger } = await testHouse(t, { host: "0.0.0.0" });
  await house.engine.workspaces.drop("test");
  assert.equal((await stranger("POST", "/api/setup", COMPANY)).status, 403);
  assert.equal((await stranger("POST", "/api/setup", { ...COMPANY, token: "guess" })).status, 403);
  assert.equal((await stranger("POST", "/api/setup", { ...COMPANY, token: house.setupToken })).status, 201);
});

test("known and unknown people get the same refusal, and guessing ends in 429", async (t) => {
  const { person, stranger } = await testHouse(t);
  const { email } = await person("sales");
  const attempt = (who: string, password: string) =>
    stranger("POST", "/api/auth/sign-in/email", { email: who, password });
  const [known, unknown] = [
    await attempt(email, "wrong password"),
    await attempt("nobody@example.com", "wrong password"),
  ];
  assert.equal(known.status, 401);
  const { requestId: _a, ...first } = known.body;
  const { requestId: _b, ...second } = unknown.body;
  assert.deepEqual(first, second);
  for (let n = 0; n < 4; n += 1) await attempt(email, `wrong password ${n}`);
  const locked = await attempt(email, PASSWORD);
  assert.equal(locked.status, 429);
  assert.ok(Number(locked.headers["retry-after"]) > 60);
  for (let n = 0; n < 4; n += 1) await attempt("nobody@example.com", `wrong password ${n}`);
  assert.equal((await attempt("nobody@example.com", PASSWORD)).status, 429);
});

test("the doors of accounts: no sign-up, cookies closed to scripts, sign-out ends the session", async (t) => {
  const { person, stranger, speak } = await testHouse(t);
  const signUp = await stranger("POST", "/api/auth/sign-up/email", {
    email: "x@example.com",
    password: PASSWORD,
    name: "X",
  });
  assert.equal(signUp.status, 404);
  const { email } = await person("sales");
  const signed = await stranger("POST", "/api/auth/sign-in/email", { email, password: PASSWORD });
  assert.match(String(signed.headers["set-cookie"]), /^raabta\.session=.*HttpOnly; SameSite=Lax/i);
  const own = speak({ cookie: cookieOf(signed), origin: "http://localhost:3000" });
  assert.equal((await own("GET", "/api/auth/list-sessions")).body.length, 2);
  assert.equal(
    (await own("POST", "/api/auth/change-password", { currentPassword: "wrong", newPassword: "another good one" })).body
      .issues[0].path,
    "currentPassword",
  );
  assert.equal(
    (await own("POST", "/api/auth/change-password", { currentPassword: PASSWORD, newPassword: "short" })).body.issues[0]
      .path,
    "newPassword",
  );
  assert.equal((await own("POST", "/api/auth/sign-out", {})).status, 200);
  assert.equal((await own("GET", "/api/v1/me?workspace=test")).status, 401);
});

test("an invitation lets one person in, once, and may be taken up again after a stop", async (t) => {
  const { person, stranger, speak } = await testHouse(t);
  const admin = await person("admin");
  const roles = (await admin.speak("GET", "/api/v1/roles")).body.data as { id: string; key: string }[];
  const role = (key: string) => roles.find((each) => each.key === key)!.id;
  assert.equal(
    (await admin.speak("POST", "/api/v1/invitations", { email: "boss@example.com", role: role("owner") })).status,
    403,
  );
  const invited = await admin.speak("POST", "/api/v1/invitations", { email: "New@Example.com", role: role("sales") });
  assert.equal(invited.status, 201, invited.text);
  assert.doesNotMatch((await admin.speak("GET", "/api/v1/invitations")).text, /tokenHash/);
  const at = `/api/invitations/${new URL(invited.body.link).pathname.split("/").at(-1)}`;
  assert.deepEqual((await stranger("GET", at)).body, {
    email: "new@example.com",
    workspace: { slug: "test", name: "Test" },
    language: "en",
    hasAccount: false,
  });
  assert.equal((await stranger("POST", `${at}/accept`, { name: "New", password: "short" })).status, 422);
  const accepted = await stranger("POST", `${at}/accept`, { name: "New", password: PASSWORD });
  assert.equal(accepted.status, 201, accepted.text);
  const me = await speak({ cookie: cookieOf(accepted) })("GET", "/api/v1/me?workspace=test");
  assert.equal(me.body.role.name, "Sales");
  assert.equal((await stranger("POST", `${at}/accept`, { name: "Other", password: PASSWORD })).status, 404);
  assert.equal((await stranger("GET", "/api/invitations/test.aaaaaaaaaaaaaaaaaaaaaaaaaa")).status, 404);
  assert.equal(
    (await admin.speak("POST", "/api/v1/invitations", { email: "new@example.com", role: "sales" })).body.issues[0].path,
    "email",
  );
});

test("a reset link sets a new password once and ends all sessions", async (t) => {
  const { house, person, stranger, signIn } = await testHouse(t);
  const [seller, admin, owner] = [await person("sales"), await person("admin"), await person("owner")];
  const { url } = await createResetLink(house.identity, seller.email);
  const token = new URL(url).searchParams.get("token");
  const reset = (newPassword: string) => stranger("POST", "/api/auth/reset-password", { token, newPassword });
  assert.equal((await reset("short")).body.issues[0].path, "newPassword");
  assert.equal((await reset("a new good password")).status, 200);
  assert.equal((await reset("a newer good password")).body.issues[0].path, "token");
  assert.equal((await seller.speak("GET", "/api/v1/me")).status, 401);
  assert.ok(await signIn(seller.email, "a new good password"));
  assert.equal((await admin.speak("POST", `/api/v1/users/${seller.id}/reset-link`, {})).status, 201);
  assert.equal((await admin.speak("POST", `/api/v1/users/${owner.id}/reset-link`, {})).status, 403);
  assert.equal((await seller.speak("POST", "/api/auth/request-password-reset", { email: seller.email })).status, 503);
});

test("an owner remains, and nobody raises himself", async (t) => {
  const { person } = await testHouse(t);
  const [owner, admin] = [await person("owner"), await person("admin")];
  const roles = (await owner.speak("GET", "/api/v1/roles")).body.data as { id: string; key: string; rights: object }[];
  const role = (key: string) => roles.find((each) => each.key === key)!.id;
  assert.equal((await admin.speak("PATCH", `/api/v1/users/${admin.id}`, { role: role("owner") })).status, 422);
  assert.equal((await admin.speak("POST", "/api/v1/api-keys", { name: "k", role: role("owner") })).status, 403);
  assert.equal((await admin.speak("PATCH", `/api/v1/users/${owner.id}`, { status: "suspended" })).status, 422);
  assert.equal(
    (await owner.speak("PATCH", `/api/v1/users/${owner.id}`, { role: role("sales") })).body.issues[0].code,
    "server.lastOwner",
  );
  assert.equal((await owner.speak("PATCH", `/api/v1/roles/${role("owner")}`, { rights: {} })).status, 422);
  assert.equal(
    (await owner.speak("PATCH", `/api/v1/roles/${role("sales")}`, { rights: { standard: {} } })).status,
    422,
  );
  assert.equal((await owner.speak("DELETE", `/api/v1/roles/${role("sales")}`)).status, 422);
  assert.equal((await owner.speak("PATCH", `/api/v1/users/${admin.id}`, { role: role("owner") })).status, 200);
  assert.equal((await owner.speak("PATCH", `/api/v1/users/${owner.id}`, { role: role("sales") })).status, 200);
});
