/** The configuration over the API: taken away, compared, applied, gone back to; templates; a sandbox and the way back from it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { unpackFiles, packFiles } from "#engine/workspace/configuration/packed.ts";
import { claimSandbox } from "#engine/workspace/directory.ts";
import { testHouse } from "../http/house.fixtures.ts";

const C = "/api/v1/configuration";

test("files come as JSON and as a tar, are compared, applied once, and gone back from", async (t) => {
  const { person, house } = await testHouse(t);
  const admin = await person("admin");
  const { files } = (await admin.speak("GET", C)).body;
  assert.ok(files["roles/sales.json"]);
  const packed = await house.app.inject({
    method: "GET",
    url: `${C}/archive`,
    headers: { host: "localhost:3000", cookie: admin.cookie, "raabta-workspace": "test" },
  });
  assert.deepEqual(unpackFiles(packed.rawPayload), files);
  const more = {
    ...files,
    "objects/company.json": JSON.stringify({
      extends: "company",
      fields: [{ name: "x_colour", type: "text", label: { en: "Colour" } }],
    }),
  };
  const archive = packFiles(
    Object.fromEntries(Object.entries(more).map(([name, text]) => [`acme/${name}`, text as string])),
  ).toString("base64");
  const { plan } = (await admin.speak("POST", `${C}/diff`, { archive })).body;
  assert.deepEqual(
    plan.map(({ step, title }: { step: string; title: string }) => [step, title]),
    [["create", "company x_colour"]],
  );
  assert.deepEqual((await admin.speak("POST", `${C}/apply`, { files: more, dryRun: true })).body, { id: null, plan });
  const applied = await admin.speak("POST", `${C}/apply`, { files: more });
  assert.equal(applied.status, 200, applied.text);
  assert.deepEqual(applied.body.plan, plan);
  assert.deepEqual((await admin.speak("POST", `${C}/apply`, { files: more })).body, { id: null, plan: [] });
  const company = await admin.speak("POST", "/api/v1/companies", { name: "Mill", x_colour: "red" });
  assert.equal(company.body.x_colour, "red");
  const { data } = (await admin.speak("GET", `${C}/applied`)).body;
  assert.deepEqual(
    data.map((each: { id: string; source: object }) => [each.id, each.source]),
    [[applied.body.id, { kind: "files" }]],
  );
  const back = (await admin.speak("POST", `${C}/applied/${applied.body.id}/back`, {})).body;
  assert.deepEqual(
    back.plan.map(({ step, loses }: { step: string; loses: number }) => [step, loses]),
    [["retire", 1]],
  );
  assert.deepEqual((await admin.speak("GET", C)).body.files, files);
  const bad = await admin.speak("POST", `${C}/apply`, { files: { "raabta.json": "{" } });
  assert.equal(bad.status, 422);
  assert.equal(bad.body.issues[0].path, "raabta.json");
  assert.equal(
    (await admin.speak("POST", `${C}/diff`, { archive: Buffer.from("no tar").toString("base64") })).status,
    422,
  );
  const seller = await person("sales");
  assert.equal((await seller.speak("GET", C)).status, 403);
});

test("a template is applied by its name", async (t) => {
  const { person, house } = await testHouse(t);
  const admin = await person("admin");
  const { data } = (await admin.speak("GET", `${C}/templates`)).body;
  assert.ok(data.every(({ title }: { title: object }) => Object.keys(title).length === 3));
  assert.equal((await admin.speak("POST", `${C}/diff`, { template: "../retail" })).status, 404);
  const applied = await admin.speak("POST", `${C}/apply`, { template: "clinic" });
  assert.equal(applied.status, 200, applied.text);
  assert.equal((await admin.speak("GET", "/api/v1/x-appointments")).status, 200);
  assert.ok((await house.engine.workspaces.get("test")).catalogue.objects.has("x_treatment"));
});

test("a sandbox has the configuration and nobody's data, belongs to who made it, and its changes are brought back", async (t) => {
  const { person, key, speak, ctx } = await testHouse(t);
  const admin = await person("admin");
  await admin.speak("POST", `${C}/apply`, { template: "services" });
  await admin.speak("POST", "/api/v1/companies", { name: "Secret customer" });
  assert.equal((await (await key("admin")).speak("POST", `${C}/sandbox`, {})).status, 403);
  const made = await admin.speak("POST", `${C}/sandbox`, {});
  assert.equal(made.status, 201, made.text);
  const { slug } = made.body.workspace;
  assert.equal(slug, "test-sandbox");
  const inside = speak({ cookie: admin.cookie, origin: "http://localhost:3000", "raabta-workspace": slug });
  const session = (await inside("GET", "/api/session")).body;
  assert.deepEqual(
    session.workspaces.map((each: { slug: string; sandboxOf: string | null }) => [each.slug, each.sandboxOf]),
    [
      ["test", null],
      [slug, "test"],
    ],
  );
  assert.equal((await inside("GET", "/api/v1/x-projects")).status, 200);
  assert.deepEqual((await inside("GET", "/api/v1/companies")).body.data, []);
  assert.equal((await inside("GET", "/api/v1/me")).body.role.name, "Owner");
  const field = await inside("POST", "/api/v1/custom-fields", {
    object: "company",
    name: "x_tried",
    type: "text",
    label: { en: "Tried" },
  });
  assert.equal(field.status, 201, field.text);
  const { plan } = (await admin.speak("POST", `${C}/diff`, { workspace: slug })).body;
  assert.deepEqual(
    plan.map(({ step, title }: { step: string; title: string }) => [step, title]),
    [["create", "company x_tried"]],
  );
  assert.equal((await admin.speak("POST", `${C}/apply`, { workspace: slug })).status, 200);
  assert.equal((await admin.speak("POST", "/api/v1/companies", { name: "B", x_tried: "yes" })).body.x_tried, "yes");
  const other = await person("admin");
  assert.equal((await other.speak("POST", `${C}/diff`, { workspace: slug })).status, 403);
  assert.equal(ctx.workspace.slug, "test");
});

test("sandboxes that are asked for at once are one each, and no more than a workspace may have", async (t) => {
  const { person, house } = await testHouse(t);
  const admin = await person("admin");
  const both = await Promise.all([1, 2].map(() => admin.speak("POST", `${C}/sandbox`, {})));
  assert.deepEqual(
    both.map(({ status }) => status),
    [201, 201],
  );
  const slugs = async () => (await house.engine.workspaces.list()).map(({ slug }) => slug);
  assert.deepEqual((await slugs()).toSorted(), ["test", "test-sandbox", "test-sandbox-2"]);
  const { settings } = await house.engine.workspaces.get("test");
  const base = { stem: "tried", name: "Tried", settings: { ...settings, sandboxOf: "test" } };
  for (let n = 3; n <= 10; n += 1) await claimSandbox(house.engine.database, base);
  const more = await admin.speak("POST", `${C}/sandbox`, {});
  assert.equal(more.status, 409, more.text);
  assert.match(more.text, /10 sandboxes at most/);
});
