/** A module from a folder outside the package: its tables, lists, rules, jobs and addresses are there as those of the product are. */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { sql } from "#model/sql.ts";
import { root } from "#test/harness/server.ts";

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
  const [there] = await ctx.db.query(
    sql<{ there: boolean }>`select to_regclass('w_later.garage_inspections') is not null as there`,
  );
  assert.equal(there!.there, true);
});

test("what cannot be loaded is refused by its folder", async () => {
  await assert.rejects(
    loadModules([path.join(folder, "nowhere")]),
    /RAABTA_MODULES: .*nowhere.*module\.ts cannot be loaded/,
  );
  const wrong = await mkdtemp(path.join(folder, "wrong-"));
  await writeFile(path.join(wrong, "module.ts"), "export default () => ({ name: 'wrong', pages: [] });\n");
  await assert.rejects(loadModules([wrong]), /says "pages"; a module says/);
  await assert.rejects(loadModules([folder, folder]), /two modules are called "garage"/);
});
