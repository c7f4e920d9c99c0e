/** A module from a folder outside the package: its tables, lists, rules, jobs and addresses are there as those of the product are. */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { sql } from "#model/sql.ts";
import { root } from "#test/harness/server.ts";
import { askedAsLogin } from "#test/harness/login.ts";

const folder = await mkdtemp(path.join(tmpdir(), "raabta-module-"));
after(() => rm(folder, { recursive: true, force: true }));
await cp(path.join(root, "docs", "guides", "extending", "garage"), folder, { recursive: true });
process.env["RAABTA_MODULES"] = folder;
const { testHouse } = await import("./http/house.fixtures.ts");
const { loadModules } = await import("./modules.ts");

test("an object, a rule, a job and a route of a module work in a workspace that was there before", async (t) => {
  const { person, house, ctx } = await testHouse(t);
  const admin = await person("admin");
  const made = await admin.speak("POST", "/api/v1/garage-inspections", {
    subject: "Lift",
    inspectedOn: "2026-03-01",
    passed: true,
  });
  assert.equal(made.status, 201, made.text);
  assert.equal(made.body.dueOn, "2027-03-01");
  const due = await admin.speak("GET", "/api/v1/garage/due?before=2027-04-01");
  assert.deepEqual(
    due.body.data.map(({ subject }: { subject: string }) => subject),
    ["Lift"],
  );
  assert.equal(
    (await (await person("readOnly")).speak("POST", "/api/v1/garage-inspections", { subject: "No" })).status,
    403,
  );
  const meta = (await admin.speak("GET", "/api/v1/meta")).body.objects;
  assert.equal(meta.find(({ name }: { name: string }) => name === "garageInspection").label.ur.many, "معائنے");
  const document = await admin.speak("GET", "/api/v1/openapi.json");
  assert.ok(document.body.paths["/api/v1/garage/due"]);
  assert.ok(document.body.paths["/api/v1/garage-inspections"]);
  const field = await admin.speak("POST", "/api/v1/custom-fields", {
    object: "garageInspection",
    name: "x_price",
    type: "text",
    label: { en: "Price" },
  });
  assert.equal(field.status, 201, field.text);
  assert.equal(
    (await admin.speak("PATCH", `/api/v1/garage-inspections/${made.body.id}`, { x_price: "9" })).body.x_price,
    "9",
  );
  await house.engine.workspaces.takeModules();
  const [count] = await ctx.db.query(sql<{ count: number }>`select count(*)::int as count from garage_inspections`);
  assert.equal(count!.count, 1, "a second start leaves the table as it is");
  await house.engine.workspaces.create({ slug: "later", name: "Later", settings: ctx.workspace.settings });
  const [there] = await askedAsLogin(
    ctx,
    sql<{ there: boolean }>`select to_regclass('w_later.garage_inspections') is not null as there`,
  );
  assert.equal(there!.there, true);
});

test("a page, a panel, an action and a step of a module are there for those who may use them", async (t) => {
  const { person, house, stranger } = await testHouse(t);
  const admin = await person("admin");
  const meta = (await admin.speak("GET", "/api/v1/meta")).body;
  const [page] = meta.pages;
  assert.deepEqual([page.module, page.name, page.place, page.label.ur], ["garage", "due", "rail", "واجب معائنے"]);
  assert.deepEqual(
    meta.panels.map(({ object, name }: { object: string; name: string }) => [object, name]),
    [["company", "of-company"]],
  );
  const answer = await house.app.inject({ method: "GET", url: page.url });
  assert.equal(answer.statusCode, 200);
  assert.match(String(answer.headers["content-type"]), /^text\/javascript/);
  assert.match(String(answer.headers["cache-control"]), /immutable/);
  assert.match(answer.payload, /export default async function mount/);
  const folderOf = page.url.slice(0, page.url.lastIndexOf("/"));
  for (const wrong of [
    `${folderOf}/../module.ts`,
    `${folderOf}/..%2fmodule.ts`,
    `${folderOf}/module.ts`,
    `/modules/garage/0000/due.js`,
    `/modules/other/0000/due.js`,
  ])
    assert.equal((await house.app.inject({ method: "GET", url: wrong })).statusCode, 404, wrong);
  assert.equal((await stranger("GET", "/api/v1/meta")).status, 401);

  const company = (await admin.speak("POST", "/api/v1/companies", { name: "Ravi Motors" })).body;
  const pressed = await admin.speak("POST", `/api/v1/companies/${company.id}/actions/garageBook`, {
    inputs: { on: "2026-12-01" },
  });
  assert.equal(pressed.status, 200, pressed.text);
  const [made] = pressed.body.made;
  const booked = (await admin.speak("GET", `/api/v1/garage-inspections/${made.id}`)).body;
  assert.deepEqual(
    [booked.subject, booked.company.id, booked.inspectedOn],
    ["Yearly inspection", company.id, "2026-12-01"],
  );
  // In the action's transaction: what the door refuses leaves nothing.
  const before = (await admin.speak("GET", "/api/v1/garage-inspections/aggregate?measures=count")).body.data;
  const steps = [
    { do: "update", set: { industry: "Cars" } },
    { do: "step", step: "garage.book", set: { subject: { field: "name" }, on: { input: "on" } } },
    { do: "step", step: "garage.book", set: { subject: { input: "what" } } },
  ];
  const inputs = [
    { name: "on", type: "date" },
    { name: "what", type: "text" },
  ];
  const own = await admin.speak("POST", "/api/v1/custom-actions", {
    object: "company",
    name: "x_twice",
    label: { en: "Twice" },
    inputs,
    steps,
  });
  assert.equal(own.status, 201, own.text);
  const missing = await admin.speak("POST", `/api/v1/companies/${company.id}/actions/x_twice`, { inputs: {} });
  assert.equal(missing.status, 422);
  assert.equal((await admin.speak("GET", `/api/v1/companies/${company.id}`)).body.industry, null);
  assert.deepEqual((await admin.speak("GET", "/api/v1/garage-inspections/aggregate?measures=count")).body.data, before);
  const both = await admin.speak("POST", `/api/v1/companies/${company.id}/actions/x_twice`, {
    inputs: { on: "2026-12-02", what: "Brakes" },
  });
  assert.equal(both.body.made.length, 2, both.text);
  const refused = await admin.speak("POST", "/api/v1/custom-actions", {
    object: "company",
    label: { en: "Wrong" },
    steps: [
      { do: "step", step: "garage.none", set: {} },
      { do: "step", step: "garage.book", set: { on: "never", other: "x" } },
    ],
  });
  assert.deepEqual(refused.body.issues.map(({ path: at }: { path: string }) => at).toSorted(), [
    "steps.0.step",
    "steps.1.set.on",
    "steps.1.set.other",
    "steps.1.set.subject",
  ]);
  const reader = await person("readOnly");
  const denied = await reader.speak("POST", `/api/v1/companies/${company.id}/actions/garageBook`, {
    inputs: { on: "2026-12-01" },
  });
  assert.equal(denied.status, 403, denied.text);
});

test("what cannot be loaded is refused by its folder", async () => {
  await assert.rejects(
    loadModules([path.join(folder, "nowhere")]),
    /RAABTA_MODULES: .*nowhere.*module\.ts cannot be loaded/,
  );
  const wrong = await mkdtemp(path.join(folder, "wrong-"));
  await writeFile(path.join(wrong, "module.ts"), "export default () => ({ name: 'wrong', screens: [] });\n");
  await assert.rejects(loadModules([wrong]), /says "screens"; a module says/);
  await assert.rejects(loadModules([folder, folder]), /two modules are called "garage"/);
});
