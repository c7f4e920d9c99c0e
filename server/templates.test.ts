/** Each beginning makes a workspace that works: lists, forms, import and the API's document know all of it, in three languages. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { list } from "#engine/query/list.ts";
import { create, update } from "#engine/records/records.ts";
import type { Context } from "#engine/context.ts";
import { applyConfiguration, diffConfiguration } from "#engine/workspace/configuration/apply.ts";
import { isWritable, matchColumns } from "#engine/transfer/column-names.ts";
import { isObject, type JsonObject, type RecordJson } from "#model/json.ts";
import { isCustomName } from "#model/naming.ts";
import { toJSONSchema } from "zod";
import type { Filter } from "#model/filter.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { metaObjects } from "./routes/meta-objects.ts";
import { inputSchema } from "./openapi/object-schemas.ts";
import { addSamples, removeSamples } from "./template-samples.ts";
import { listTemplates, templateFiles } from "./templates.ts";

const templates = await listTemplates();
const LANGUAGES = ["en", "hi", "ur"];

test("there are beginnings for five kinds of companies", () => {
  assert.deepEqual(
    templates.map(({ name }) => name),
    ["clinic", "coaching", "distributor", "retail", "services"],
  );
});

/** Objects of words, wherever they stand. */
function* wordsIn(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(value)) for (const [index, part] of value.entries()) yield* wordsIn(part, `${path}.${index}`);
  else if (isObject(value)) {
    if (typeof value["en"] === "string" || isObject(value["en"])) yield [path, value];
    else for (const [name, part] of Object.entries(value)) yield* wordsIn(part, `${path}.${name}`);
  }
}

for (const { name } of templates) {
  test(`${name}: applies to a fresh workspace, is said in three languages, and all of it works`, async (t) => {
    const files = await templateFiles(name);
    for (const [file, text] of Object.entries(files))
      for (const [path, words] of wordsIn(JSON.parse(text), file))
        assert.deepEqual(Object.keys(words), LANGUAGES, path);
    const { engine, ctx: before } = await testWorkspace(t);
    await engine.workspaces.change("test", { settings: { language: "ur" } });
    const anew = async (): Promise<Context> => engine.systemContext(await engine.workspaces.get("test"));
    const { plan } = await applyConfiguration(await anew(), files, { kind: "template", name });
    assert.deepEqual(new Set(plan.map(({ step }) => step)), new Set(["create"]));
    const ctx = await anew();
    assert.deepEqual(await diffConfiguration(ctx, files), []);
    const own = [...ctx.catalogue.objects.values()].filter((object) => object.name.startsWith("x_"));
    assert.ok(own.length >= 2);
    const meta = metaObjects(ctx);
    for (const object of own) {
      const needed = await neededBy(ctx, object.name);
      await create(ctx, object.name, { name: "One", ...needed });
      assert.match(await list(ctx, object.name, { limit: 10, trash: false }), /"One"/);
      assert.ok(meta.some((each) => each.name === object.name));
      const document = JSON.stringify(
        toJSONSchema(inputSchema(object, ctx.catalogue), { unrepresentable: "any", io: "input" }),
      );
      const fields = [...object.fields.values()].filter((field) => isCustomName(field.name) && isWritable(field));
      for (const field of fields) assert.ok(document.includes(`"${field.name}":`), field.name);
      const headers = fields.map((field) => field.definition.label!["hi"]!);
      const { columns } = matchColumns(headers, { object: object.name, fields: {} }, object);
      assert.deepEqual(
        columns,
        fields.map((field) => field.name),
      );
    }
    const views = JSON.parse(
      await list(ctx, "view", { limit: 50, trash: false, fields: ["name", "object", "definition"] }),
    ) as { data: JsonObject[] };
    assert.ok(views.data.length >= 3);
    for (const view of views.data) {
      assert.match(view["name"] as string, /[\u0600-\u06ff]/, "the view is called in the language of the workspace");
      const { filter, sort } = view["definition"] as { filter?: Filter; sort?: string };
      await list(ctx, view["object"] as string, {
        limit: 10,
        trash: false,
        ...(filter ? { filter } : {}),
        ...(sort ? { sort } : {}),
      });
    }
    assert.notEqual(before.catalogue, ctx.catalogue);
  });
}

for (const { name } of templates) {
  test(`${name}: its sample records stand in every list of its own, in the language of the workspace, and go in one`, async (t) => {
    const { engine, person } = await testWorkspace(t);
    await engine.workspaces.change("test", { settings: { language: "hi" } });
    const anew = async (): Promise<Context> => engine.systemContext(await engine.workspaces.get("test"));
    await applyConfiguration(await anew(), await templateFiles(name), { kind: "template", name });
    const owner = await person("owner");
    const operation = await addSamples(engine, await engine.workspaces.get("test"), name, owner.id);
    const ctx = await anew();
    assert.equal(ctx.workspace.settings.sampleOperation, operation);
    const own = [...ctx.catalogue.objects.values()].filter((object) => isCustomName(object.name));
    const count = async (object: string) =>
      (JSON.parse(await list(ctx, object, { limit: 100, trash: false })) as { data: JsonObject[] }).data;
    for (const object of own) assert.ok((await count(object.name)).length >= 2, object.name);
    for (const object of own)
      for (const field of object.fields.values())
        if (isCustomName(field.name) && !["file", "image", "address", "phones"].includes(field.type.name))
          assert.ok(
            (await count(object.name)).some((record) => record[field.name] !== null),
            field.name,
          );
    const reckoned = [...ctx.catalogue.objects.values()].flatMap((object) =>
      [...object.fields.values()].flatMap(({ computed, name: field }) => (computed ? [{ object, field }] : [])),
    );
    assert.ok(reckoned.length >= 2);
    for (const { object, field } of reckoned) {
      const figures = (await count(object.name)).map((record) => {
        const value = record[field] ?? null;
        return Number(isObject(value) ? value["amount"] : value);
      });
      assert.ok(
        figures.some((figure) => figure !== 0),
        `${object.name}.${field} has something to show`,
      );
    }
    assert.match(JSON.stringify(await count("tag")), /नमूना/);
    const { undone, stayed } = await removeSamples(engine, ctx);
    assert.ok(undone > 15);
    assert.equal(stayed, 0);
    for (const object of own) assert.deepEqual(await count(object.name), []);
    assert.equal((await anew()).workspace.settings.sampleOperation, undefined);
  });
}

test("sample records that were changed since, or that others hang on, stay and are named", async (t) => {
  const { engine, person } = await testWorkspace(t);
  const anew = async (): Promise<Context> => engine.systemContext(await engine.workspaces.get("test"));
  await applyConfiguration(await anew(), await templateFiles("clinic"), { kind: "template", name: "clinic" });
  const owner = await person("owner");
  await addSamples(engine, await engine.workspaces.get("test"), "clinic", owner.id);
  const ctx = await anew();
  const found = async (object: string) =>
    (JSON.parse(await list(ctx, object, { limit: 100, trash: false })) as { data: RecordJson[] }).data;
  const [patient] = await found("contact");
  const [insurer] = await found("company");
  await update(ctx, "contact", patient!.id, { number: "P-1" });
  await create(ctx, "activity", { kind: "note", body: "Called", company: insurer!.id });
  const { stayed, conflicts } = await removeSamples(engine, ctx);
  const named = conflicts.filter(({ object }) => object === "contact" || object === "company");
  assert.equal(conflicts.length, stayed);
  assert.ok(named.some(({ id, title, reason }) => id === patient!.id && title !== null && reason === "changed"));
  assert.deepEqual(
    (await found("contact")).map(({ id }) => id),
    [patient!.id],
  );
  for (const { object, id } of conflicts) assert.ok((await found(object)).some((record) => record.id === id));
});

/** What must be filled, from records made for it. */
async function neededBy(ctx: Context, object: string): Promise<JsonObject> {
  const values: JsonObject = {};
  for (const field of ctx.catalogue.object(object).fields.values()) {
    if (!field.definition.required || field.name === "name") continue;
    if (field.target === "contact") values[field.name] = (await create(ctx, "contact", { name: { given: "Asma" } })).id;
    else if (field.target === "company") values[field.name] = (await create(ctx, "company", { name: "Mill" })).id;
    else values[field.name] = field.type.example(1, field.definition);
  }
  return values;
}
