/** Objects and fields that a company makes while the system runs: at once in writes, lists, filters, and gone without a trace when retired. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { list } from "#engine/query/list.ts";
import { read } from "#engine/query/read.ts";
import { create, purgeRecords, remove, restore, update } from "#engine/records/records.ts";
import { InvalidInput } from "#model/errors.ts";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { readTimeline } from "#engine/timeline/read.ts";
import { readHealth } from "../configuration/health.ts";
import { recordsWith } from "./options.ts";
import { matchColumns } from "#engine/transfer/column-names.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";

/** The context as the next request would have it. */
async function anew({ engine, workspace }: TestWorkspace): Promise<Context> {
  return engine.systemContext(await engine.workspaces.get(workspace.slug));
}

const page = async (ctx: Context, object: string, query: object): Promise<RecordJson[]> =>
  (JSON.parse(await list(ctx, object, { limit: 50, trash: false, ...query } as never)) as { data: RecordJson[] }).data;

const field = (object: string, name: string, type: string, settings: JsonObject = {}) => ({
  object,
  name,
  type,
  label: { en: name },
  settings,
});

test("a field added is at once written, filtered, sorted and searched", async (t) => {
  const at = await testWorkspace(t);
  const before = await create(at.ctx, "company", { name: "Old" });
  const made = await create(at.ctx, "customField", field("company", "colour", "text", { search: true, index: true }));
  assert.equal(made["name"], "x_colour");
  assert.equal(made["number"], 1);
  const ctx = await anew(at);
  assert.notEqual(ctx.catalogue, at.ctx.catalogue);
  await create(ctx, "company", { name: "Blue Ltd", x_colour: "Blue" });
  await update(ctx, "company", before.id, { x_colour: "Amber" });
  const found = await page(ctx, "company", { sort: "x_colour" });
  assert.deepEqual(
    found.map((company) => company["x_colour"]),
    ["Amber", "Blue"],
  );
  const filter = { field: "x_colour", op: "eq", value: "blue" };
  assert.equal((await page(ctx, "company", { filter })).length, 1);
  assert.equal((await page(ctx, "company", { q: "amber" })).length, 1);
  const indexes = await ctx.db.query(
    sql<{
      name: string;
    }>`select indexname as name from pg_indexes where schemaname = ${ctx.workspace.schema} and tablename = 'companies' and indexdef like '%x1%'`,
  );
  assert.ok(indexes.length > 0);
});

test("retired a field shows nowhere and keeps its values; restored it has them again; purged they are gone", async (t) => {
  const at = await testWorkspace(t);
  const made = await create(at.ctx, "customField", field("company", "colour", "text"));
  let ctx = await anew(at);
  const company = await create(ctx, "company", { name: "Blue Ltd", x_colour: "Blue" });
  await remove(ctx, "customField", made.id, {});
  ctx = await anew(at);
  assert.ok(!("x_colour" in (await read(ctx, "company", company.id))));
  await assert.rejects(update(ctx, "company", company.id, { x_colour: "Red" }), InvalidInput);
  await assert.rejects(create(ctx, "customField", field("company", "colour", "text")), InvalidInput);
  await restore(ctx, "customField", made.id, {});
  ctx = await anew(at);
  assert.equal((await read(ctx, "company", company.id))["x_colour"], "Blue");
  await remove(ctx, "customField", made.id, {});
  await purgeRecords(await anew(at), "customField", [made.id]);
  ctx = await anew(at);
  const columns = await ctx.db.query(
    sql`select 1 from pg_attribute where attrelid = 'companies'::regclass and attname = 'x1' and not attisdropped`,
  );
  assert.equal(columns.length, 0);
  const again = await create(ctx, "customField", field("company", "colour", "number"));
  assert.equal(again["number"], 2);
});

test("an object made is written, related, listed, retired and restored like the product's own", async (t) => {
  const at = await testWorkspace(t);
  const vehicle = await create(at.ctx, "customObject", { label: { en: { one: "Vehicle", many: "Vehicles" } } });
  assert.equal(vehicle["name"], "x_vehicle");
  let ctx = await anew(at);
  await create(ctx, "customField", field("x_vehicle", "keeper", "relation", { to: "company" }));
  await create(ctx, "customField", field("x_vehicle", "features", "choices", { options: ["fast", "red"] }));
  await create(ctx, "customField", field("contact", "drives", "relation", { to: "x_vehicle" }));
  await create(ctx, "customField", field("contact", "drove", "relations", { to: "x_vehicle" }));
  ctx = await anew(at);
  const company = await create(ctx, "company", { name: "Keeper" });
  const car = await create(ctx, "x_vehicle", { name: "Car", x_keeper: company.id, x_features: ["red"] });
  await create(ctx, "contact", { name: { given: "Asma" }, x_drives: car.id, x_drove: [car.id] });
  const drivers = await page(ctx, "contact", {
    filter: { field: "x_drives.x_keeper.name", op: "eq", value: "keeper" },
  });
  assert.equal(drivers.length, 1);
  assert.equal((drivers[0]!["x_drives"] as JsonObject)["title"], "Car");
  await assert.rejects(remove(ctx, "customObject", vehicle.id, {}), /points at/);
  const fields = await page(ctx, "customField", { filter: { field: "object", op: "eq", value: "contact" } });
  for (const each of fields) await remove(ctx, "customField", each.id, {});
  await remove(await anew(at), "customObject", vehicle.id, {});
  ctx = await anew(at);
  assert.ok(!ctx.catalogue.objects.has("x_vehicle"));
  await restore(ctx, "customObject", vehicle.id, {});
  ctx = await anew(at);
  assert.equal((await page(ctx, "x_vehicle", {})).length, 1);
  await remove(ctx, "customObject", vehicle.id, {});
  await assert.rejects(purgeRecords(await anew(at), "customObject", [vehicle.id]), InvalidInput);
  for (const each of fields) await purgeRecords(await anew(at), "customField", [each.id]);
  await purgeRecords(await anew(at), "customObject", [vehicle.id]);
  const [table] = await ctx.db.query(sql<{ there: boolean }>`select to_regclass('x_vehicles') is not null as there`);
  assert.equal(table!.there, false);
});

test("a record of an object made has notes, calls and tasks on its page, which go and come back with the object", async (t) => {
  const at = await testWorkspace(t);
  const words = { en: { one: "Machine", many: "Machines" }, ur: { one: "مشین", many: "مشینیں" } };
  const made = await create(at.ctx, "customObject", { label: words });
  let ctx = await anew(at);
  const about = ctx.catalogue.object("activity").fields.get("x_machine")!;
  assert.deepEqual(about.definition.label, { en: "Machine", ur: "مشین" });
  const press = await create(ctx, "x_machine", { name: "Press" });
  const note = await create(ctx, "activity", { kind: "note", body: "Oiled", x_machine: press.id });
  const happened = await readTimeline(ctx, "x_machine", press.id, { kinds: ["activity"] });
  assert.deepEqual(
    happened.data.map((item) => (item as { recordId: string }).recordId),
    [note.id],
  );
  assert.deepEqual([...ctx.catalogue.object("x_machine").inverse.keys()], ["activities"]);
  assert.deepEqual(
    (await readHealth(ctx)).fields.map(({ field: name }) => name),
    [],
  );
  await remove(ctx, "customObject", made.id, {});
  ctx = await anew(at);
  assert.ok(!("x_machine" in (await read(ctx, "activity", note.id))));
  await restore(ctx, "customObject", made.id, {});
  ctx = await anew(at);
  assert.equal(((await read(ctx, "activity", note.id))["x_machine"] as JsonObject)["title"], "Press");
  await remove(ctx, "customObject", made.id, {});
  await purgeRecords(await anew(at), "customObject", [made.id]);
  await create(await anew(at), "customObject", { label: words });
  assert.equal((await read(await anew(at), "activity", note.id))["x_machine"], null);
});

test("a field of activities and an object do not share a name by chance, and none covers what stands", async (t) => {
  const at = await testWorkspace(t);
  const label = { en: { one: "Machine", many: "Machines" } };
  await create(at.ctx, "customObject", { label });
  const second = await create(await anew(at), "customField", {
    ...field("activity", "", "relation", { to: "x_machine" }),
    label: { en: "Machine" },
  });
  assert.equal(second["name"], "x_machine2");
  await create(await anew(at), "customField", { ...field("activity", "", "text"), label: { en: "Site" } });
  const site = await create(await anew(at), "customObject", { label: { en: { one: "Site", many: "Sites" } } });
  assert.equal(site["name"], "x_site2");
  const ctx = await anew(at);
  const press = await create(ctx, "x_machine", { name: "Press" });
  const own = field("activity", "x_machine", "relation", { to: "x_machine" });
  const note = await create(ctx, "activity", { kind: "note", body: "Oiled", x_machine: press.id });
  await assert.rejects(create(ctx, "customField", own), InvalidInput);
  await update(ctx, "activity", note.id, { x_machine: null });
  await create(ctx, "customField", own);
  const after = await anew(at);
  await update(after, "activity", note.id, { x_machine: press.id });
  const happened = await readTimeline(after, "x_machine", press.id, { kinds: ["activity"] });
  assert.equal(happened.data.length, 1);
});

test("what does not hold together is refused by the place it stands in, and nothing is made", async (t) => {
  const { ctx } = await testWorkspace(t);
  const wrong: [JsonObject, string][] = [
    [field("company", "name", "nothing"), "type"],
    [field("nowhere", "name", "text"), "object"],
    [field("company", "drop table", "text"), "name"],
    [{ ...field("company", "colour", "text"), label: {} }, "label"],
    [field("company", "colour", "choice"), "settings"],
    [field("company", "colour", "relation", { to: "nowhere" }), "settings"],
    [field("company", "colour", "text", { maxLength: "'; drop table companies; --" }), "settings"],
  ];
  for (const [input, path] of wrong)
    await assert.rejects(create(ctx, "customField", input), (error: unknown) => {
      assert.ok(error instanceof InvalidInput);
      assert.ok(
        error.issues.some((issue) => issue.path.startsWith(path)),
        JSON.stringify(error.issues),
      );
      return true;
    });
  assert.equal((await page(ctx, "customField", {})).length, 0);
});

test("only who looks after the settings sees and makes them", async (t) => {
  const { person } = await testWorkspace(t);
  const sales = await person("sales");
  await assert.rejects(create(sales.ctx, "customField", field("company", "colour", "text")), /may not/);
  await assert.rejects(list(sales.ctx, "customField", { limit: 5, trash: false } as never), /may not/);
  const admin = await person("admin");
  assert.equal((await create(admin.ctx, "customField", field("company", "colour", "text")))["name"], "x_colour");
});

test("a field's kind changes while it is empty, and not while records have a value", async (t) => {
  const at = await testWorkspace(t);
  const made = await create(at.ctx, "customField", field("company", "size", "text"));
  const numbered = await update(await anew(at), "customField", made.id, { type: "integer" });
  assert.equal(numbered["number"], 2);
  const ctx = await anew(at);
  await create(ctx, "company", { name: "Large", x_size: 5000 });
  await assert.rejects(update(ctx, "customField", made.id, { type: "text" }), (error: unknown) => {
    assert.ok(error instanceof InvalidInput);
    assert.equal(error.issues[0]!.code, "shape.hasValues");
    return true;
  });
  await update(ctx, "customField", made.id, { label: { en: "How large" }, settings: { required: true } });
  await assert.rejects(create(await anew(at), "company", { name: "None" }), InvalidInput);
});

test("kind and settings change where each value that stands fits as it is stored", async (t) => {
  const at = await testWorkspace(t);
  const made = await create(at.ctx, "customField", field("company", "share", "percent", { max: 100 }));
  const stars = await create(await anew(at), "customField", field("company", "stars", "rating"));
  const tone = await create(await anew(at), "customField", field("company", "tone", "choice", { options: ["a", "b"] }));
  const company = await create(await anew(at), "company", { name: "Half", x_share: "50", x_stars: 5, x_tone: "a" });
  const change = async (id: string, patch: JsonObject) => update(await anew(at), "customField", id, patch);
  await change(made.id, { type: "number", settings: { max: 60 } });
  await change(stars.id, { settings: { max: 10 } });
  await change(tone.id, { settings: { options: ["a"] } });
  const whole = await read(await anew(at), "company", company.id);
  assert.deepEqual([whole["x_share"], whole["x_stars"], whole["x_tone"]], ["50", 5, "a"]);
  await update(await anew(at), "company", company.id, { x_stars: 9 });
  for (const [id, patch] of [
    [made.id, { settings: { max: 40 } }],
    [made.id, { type: "text", settings: {} }],
    [stars.id, { settings: { max: 5 } }],
    [tone.id, { settings: { options: ["b"] } }],
  ] satisfies [string, JsonObject][])
    await assert.rejects(change(id, patch), InvalidInput, JSON.stringify(patch));
});

test("an option that no record has goes, whatever else has a value; one that a record has stays", async (t) => {
  const at = await testWorkspace(t);
  const made = await create(at.ctx, "customField", field("company", "tone", "choice", { options: ["a", "b", "c"] }));
  const several = await create(
    await anew(at),
    "customField",
    field("company", "tones", "choices", { options: ["a", "b", "c"] }),
  );
  const ctx = await anew(at);
  await create(ctx, "company", { name: "One", x_tone: "a", x_tones: ["a", "b"] });
  const gone = await create(ctx, "company", { name: "Gone", x_tone: "c" });
  await remove(ctx, "company", gone.id);
  const object = ctx.catalogue.object("company");
  const counted = (name: string, option: string) => recordsWith(ctx, object, object.fields.get(name)!, [option], 10);
  assert.deepEqual(await counted("x_tone", "c"), { number: 1, trashed: 1 });
  assert.deepEqual(await counted("x_tones", "b"), { number: 1, trashed: 0 });
  const without = async (id: string, options: string[]) =>
    update(await anew(at), "customField", id, { settings: { options } });
  await without(made.id, ["a", "c"]);
  await assert.rejects(without(made.id, ["a"]), InvalidInput);
  await without(several.id, ["a", "b"]);
  await assert.rejects(without(several.id, ["a"]), InvalidInput);
});

test("hostile words as names, labels and options make no statement of their own", async (t) => {
  const at = await testWorkspace(t);
  const tables = () =>
    at.ctx.db.query(
      sql`select relname, relnatts from pg_class where relnamespace = ${at.workspace.schema}::regnamespace order by 1`,
    );
  const before = await tables();
  const hostile = [`a"; drop table companies; --`, "'); delete from users; --", "x_a b", "x_\u202e", "${1}", "\\"];
  for (const name of [...hostile, "x___proto__", "x_1"])
    await assert.rejects(create(at.ctx, "customField", field("company", name, "text")), InvalidInput, name);
  assert.deepEqual(await tables(), before);
  for (const [index, word] of hostile.entries()) {
    const options = [{ value: `v${index}`, label: { en: word } }];
    await create(at.ctx, "customField", {
      object: "company",
      type: "choice",
      label: { en: word },
      settings: { options },
    });
  }
  const ctx = await anew(at);
  const own = [...ctx.catalogue.object("company").fields.values()].filter((each) => each.name.startsWith("x_"));
  assert.equal(own.length, hostile.length);
  for (const each of own) assert.match(each.column, /^x\d+$/);
  const made = await create(ctx, "company", { name: "Sound", [own[0]!.name]: "v0" });
  assert.equal((await read(ctx, "company", made.id))[own[0]!.name], "v0");
});

test("a file's column finds the field by any of its words", async (t) => {
  const at = await testWorkspace(t);
  await create(at.ctx, "customField", {
    ...field("company", "standing", "text"),
    label: { en: "Standing", hi: "दर्जा", ur: "درجہ" },
  });
  const company = (await anew(at)).catalogue.object("company");
  for (const header of ["standing", "x_standing", "दर्जा", "درجہ"])
    assert.deepEqual(
      matchColumns([header], { object: "company", fields: {} }, company).columns,
      ["x_standing"],
      header,
    );
});

test("a table that has had as many columns as PostgreSQL allows says so, and a field that needs none is still made", async (t) => {
  const at = await testWorkspace(t);
  const [row] = await at.ctx.db.query(
    sql<{ taken: number }>`select max(attnum)::int as taken from pg_attribute where attrelid = 'companies'::regclass`,
  );
  const names = Array.from({ length: 1599 - row!.taken }, (_, place) => `spare${place}`);
  const alter = (each: (name: string) => string) =>
    at.ctx.db.query({ text: `alter table companies ${names.map(each).join(", ")}`, values: [] });
  await alter((name) => `add column ${name} integer`);
  await alter((name) => `drop column ${name}`);
  await create(at.ctx, "customField", field("company", "last", "boolean"));
  await assert.rejects(
    create(await anew(at), "customField", field("company", "beyond", "boolean")),
    (error: unknown) => error instanceof InvalidInput && error.issues[0]!.code === "shape.full",
  );
  const made = await create(await anew(at), "customField", field("company", "loud", "formula", { expression: "name" }));
  assert.equal(made["name"], "x_loud");
});
