/** What every object that takes types of records owes them, the product's and a company's own, by each way of writing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyConfiguration } from "#engine/workspace/configuration/apply.ts";
import { toFiles } from "#engine/workspace/configuration/files.ts";
import { readConfiguration } from "#engine/workspace/configuration/read.ts";
import { takesRules } from "#model/business-rule-check.ts";
import { testHouse, type Speak } from "#server/http/house.fixtures.ts";
import { makeCatalogue } from "#model/catalogue.ts";
import { fieldTypes } from "#fields/index.ts";
import { product } from "#server/product.ts";

const OWN = "x_case";
/** What a record of each object needs besides. */
const NEEDS: Record<string, object> = {
  company: { name: "Mill" },
  contact: { name: "Asma" },
  activity: { kind: "note", subject: "Said" },
  product: { code: "T", name: "Tea" },
  currencyRate: { currency: "USD", rate: "280", validFrom: "2020-01-01" },
  suppression: { channel: "email", address: "a@example.com" },
  order: { number: "1" },
  [OWN]: { name: "Case" },
};

async function made(speak: Speak, path: string, body: object) {
  const answer = await speak("POST", `/api/v1/${path}`, body);
  assert.equal(answer.status, 201, `${path}: ${answer.text}`);
  return answer.body;
}

async function until(speak: Speak, path: string) {
  for (;;) {
    const { body } = await speak("GET", `/api/v1/${path}`);
    if (["done", "failed", "cancelled"].includes(body.status)) return body;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const paths = (answer: { body: { issues: { path: string }[] } }) => answer.body.issues.map((issue) => issue.path);

test("every object: the type and what it offers hold by API, batch, bulk, action and import, and travel as files", async (t) => {
  const { person, house } = await testHouse(t, { rateLimit: 0 });
  await house.engine.jobs.start(1);
  const { speak } = await person("owner");
  await made(speak, "custom-objects", { name: OWN, label: { en: { one: "Case", many: "Cases" } } });
  const catalogue = makeCatalogue(product.objects, fieldTypes);
  const objects = [...[...catalogue.objects.values()].filter(takesRules).map(({ name }) => name), OWN];
  assert.ok(objects.length > 5);
  for (const object of objects) {
    assert.ok(NEEDS[object], `say what a record of ${object} needs`);
    const path = object === OWN ? "x-cases" : catalogue.object(object).path;
    const settings = { options: ["red", "green", "blue"], default: "red" };
    await made(speak, "custom-fields", { object, name: "x_shade", type: "choice", label: { en: "Shade" }, settings });
    await made(speak, "record-types", { object, label: { en: "Warm" }, choices: { x_shade: ["red"] } });
    await made(speak, "record-types", { object, label: { en: "Cold" }, choices: { x_shade: ["green", "blue"] } });
    const step = { do: "update", set: { x_shade: "red" } };
    await made(speak, "custom-actions", { object, name: "x_warm", label: { en: "Warm it" }, steps: [step] });

    const needs = NEEDS[object];
    const refused = await speak("POST", `/api/v1/${path}`, { ...needs, x_shade: "blue" });
    assert.deepEqual([refused.status, paths(refused)], [422, ["x_shade"]], `${object}: ${refused.text}`);
    const unknown = await speak("POST", `/api/v1/${path}`, { ...needs, recordType: "none" });
    assert.deepEqual(paths(unknown), ["recordType"], object);
    const record = await made(speak, path, { ...needs, recordType: "Cold" });
    assert.deepEqual([record.recordType, record.x_shade], ["cold", "green"], object);
    const patch = await speak("PATCH", `/api/v1/${path}/${record.id}`, { x_shade: "red" });
    assert.deepEqual(paths(patch), ["x_shade"], object);
    const operations = [{ op: "update", id: record.id, data: { x_shade: "red" } }];
    const batch = await speak("POST", `/api/v1/${path}/batch`, { operations });
    assert.equal(batch.body.results[0].status, 422, `${object}: ${batch.text}`);
    const bulk = await speak("POST", `/api/v1/${path}/bulk`, {
      act: "update",
      patch: { x_shade: "red" },
      ids: [record.id],
    });
    const run = await until(speak, `bulk/${bulk.body.id}`);
    assert.deepEqual([run.done, run.refused, run.problems[0].issues[0].path], [0, 1, "x_shade"], object);
    const act = await speak("POST", `/api/v1/${path}/${record.id}/actions/x_warm`, { inputs: {} });
    assert.equal(act.status, 422, `${object}: ${act.text}`);
    const filter = encodeURIComponent('{"field":"recordType","op":"eq","value":"cold"}');
    const found = await speak("GET", `/api/v1/${path}?filter=${filter}&sort=recordType`);
    assert.deepEqual(
      found.body.data.map((each: { id: string }) => each.id),
      [record.id],
      object,
    );
    const groups = await speak("GET", `/api/v1/${path}/aggregate?groupBy=recordType&measures=count`);
    assert.equal(groups.status, 200, `${object}: ${groups.text}`);
  }

  const csv = "name,Record type,Shade\r\nGood,Cold,blue\r\nBad,Cold,red\r\nBegins,,red";
  const file = await speak(
    "POST",
    `/api/v1/imports?object=${OWN}`,
    `--xx\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--xx--\r\n`,
    { "content-type": "multipart/form-data; boundary=xx" },
  );
  assert.equal((await speak("POST", `/api/v1/imports/${file.body.id}/start`)).status, 202);
  const imported = await until(speak, `imports/${file.body.id}`);
  assert.deepEqual([imported.counts.accepted, imported.counts.rejected], [2, 1], JSON.stringify(imported));

  const document = await speak("GET", "/api/v1/workspace/openapi.json");
  assert.match(document.text, /"enum":\["warm","cold"\]/);
  const meta = await speak("GET", "/api/v1/meta");
  const own = meta.body.objects.find((each: { name: string }) => each.name === OWN);
  assert.deepEqual(own.types, [
    { name: "warm", open: true },
    { name: "cold", open: true },
  ]);

  const ctx = house.engine.systemContext(await house.engine.workspaces.get("test"));
  const files = toFiles(ctx, await readConfiguration(ctx));
  const other = await house.engine.workspaces.create({
    slug: "other",
    name: "Other",
    settings: ctx.workspace.settings,
  });
  const elsewhere = house.engine.systemContext(other);
  await applyConfiguration(elsewhere, files, { kind: "files" });
  const after = house.engine.systemContext(await house.engine.workspaces.get("other"));
  const types = (file: Record<string, string>) =>
    Object.entries(file).filter(([name]) => name.startsWith("record-types"));
  const again = toFiles(after, await readConfiguration(after));
  assert.equal(types(files).length, objects.length * 2);
  assert.deepEqual(types(again), types(files));
  assert.equal(after.catalogue.object(OWN).definition.types?.length, 2);
});
