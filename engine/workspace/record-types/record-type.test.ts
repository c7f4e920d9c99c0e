/** Types of records: a real field of every object that has some, what each offers, who may give it, and what becomes of those retired. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { list } from "#engine/query/list.ts";
import { batch, create, createRecords, purgeRecords, remove, restore, update } from "#engine/records/records.ts";
import { differing } from "#engine/context.ts";
import { undoOperation } from "#engine/undo/undo.ts";
import { InvalidInput, type Issue } from "#model/errors.ts";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { layoutFor } from "#model/page-layout.ts";
import { sql } from "#model/sql.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import { usesOfRecord } from "../configuration/uses.ts";
import { takeShape } from "../custom/stored.ts";

const anew = async ({ engine, workspace }: TestWorkspace) =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));
const made = async (at: TestWorkspace, object: string, input: JsonObject) => create(await anew(at), object, input);
const type = (label: string, said: JsonObject = {}) => ({
  object: "product",
  label: { en: label, ur: "قسم" },
  ...said,
});

async function refusal(work: Promise<unknown>): Promise<Issue> {
  const error = await work.then(
    () => assert.fail("was not refused"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof InvalidInput, String(error));
  return error.issues[0]!;
}

test("records that are there are of the first type; the field is listed, filtered and sorted like any other", async (t) => {
  const at = await testWorkspace(t);
  const old = await made(at, "product", { name: "Old" });
  const first = await made(at, "recordType", type("For sale", { color: "teal" }));
  assert.deepEqual([first["name"], first["default"]], ["forSale", false]);
  await made(at, "recordType", type("کرایہ"));
  const ctx = await anew(at);
  const { definition, fields } = ctx.catalogue.object("product");
  assert.deepEqual(
    (fields.get("recordType")!.definition["options"] as { value: string }[]).map((option) => option.value),
    ["forSale", "karaya"],
  );
  assert.ok(definition.list.columns.includes("recordType"));
  const fresh = await create(ctx, "product", { name: "New", recordType: "کرایہ" });
  assert.equal(fresh["recordType"], "karaya");
  assert.equal((await update(ctx, "product", old.id, { name: "Older" }))["recordType"], "forSale");
  const page = JSON.parse(
    await list(ctx, "product", {
      limit: 10,
      trash: false,
      count: "none",
      sort: "-recordType",
      filter: { field: "recordType", op: "in", value: ["karaya", "forSale"] },
    }),
  ) as { data: RecordJson[] };
  assert.deepEqual(
    page.data.map((record) => record.id),
    [fresh.id, old.id],
  );
  const [index] = await ctx.db.query(sql`select 1 from pg_indexes where indexname = 'products_by_record_type'`);
  assert.ok(index);
  assert.equal((await refusal(update(ctx, "product", old.id, { recordType: null }))).code, "issue.required");
});

test("what a type does not offer cannot be taken, and what stood stays", async (t) => {
  const at = await testWorkspace(t);
  await made(at, "recordType", type("Goods", { choices: { kind: ["goods"] } }));
  await made(at, "recordType", type("Advice", { choices: { kind: ["service", "fee"] } }));
  const ctx = await anew(at);
  const goods = await create(ctx, "product", { name: "Tea" });
  assert.deepEqual([goods["recordType"], goods["kind"]], ["goods", "goods"]);
  const advice = await create(ctx, "product", { name: "Hour", recordType: "advice" });
  assert.equal(advice["kind"], "service", "begins with the first that is offered");
  const issue = await refusal(create(ctx, "product", { name: "No", kind: "fee" }));
  assert.deepEqual(
    [issue.path, issue.code, issue.params],
    ["kind", "issue.ruleChoice", { value: "fee", options: "goods" }],
  );
  assert.equal((await refusal(update(ctx, "product", advice.id, { kind: "goods" }))).path, "kind");
  // Of another type it keeps what it has, until that is touched.
  const moved = await update(ctx, "product", advice.id, { recordType: "goods" });
  assert.equal(moved["kind"], "service");
  await update(ctx, "product", advice.id, { name: "Hours", kind: "service" });
  assert.equal((await refusal(update(ctx, "product", advice.id, { kind: "fee" }))).path, "kind");
  const outcomes = await createRecords(ctx, "product", [{ name: "A", kind: "fee" }, { name: "B" }], {
    mode: "collect",
  });
  assert.deepEqual(
    outcomes.map((outcome) => outcome.done),
    [false, true],
  );
});

test("a role gives the types that are open to it, and new records begin with the first of them", async (t) => {
  const at = await testWorkspace(t);
  const [sales, manager] = [await at.person("sales"), await at.person("manager")];
  const role = manager.ctx.actor.roleId!;
  await made(at, "recordType", { object: "company", label: { en: "Key account" }, roles: [role] });
  await made(at, "recordType", { object: "company", label: { en: "Plain" } });
  const { catalogue } = await anew(at);
  const as = (person: typeof sales) => differing(person.ctx, (each) => ({ ...each, catalogue }));
  const own = await create(as(sales), "company", { name: "S" });
  assert.equal(own["recordType"], "plain");
  assert.equal((await create(as(manager), "company", { name: "M" }))["recordType"], "keyAccount");
  const issue = await refusal(create(as(sales), "company", { name: "No", recordType: "keyAccount" }));
  assert.deepEqual([issue.path, issue.code], ["recordType", "issue.recordType"]);
  assert.equal((await refusal(update(as(sales), "company", own.id, { recordType: "keyAccount" }))).path, "recordType");
});

test("who alone may make a type cannot be deleted for good, in the trash or not; what is laid out for it alone goes with it", async (t) => {
  const at = await testWorkspace(t);
  const rights = {
    standard: { read: "all", create: true, update: "all", delete: "none" },
    objects: {},
    capabilities: [],
  };
  const [one, other] = [
    await made(at, "role", { name: "One", rights }),
    await made(at, "role", { name: "Other", rights }),
  ];
  const own = await made(at, "recordType", { object: "company", label: { en: "Key" }, roles: [one.id, other.id] });
  await made(at, "recordType", { object: "company", label: { en: "Plain" } });
  const groups = [{ label: { en: "First" }, fields: ["website"] }];
  for (const forRole of [one.id, other.id]) await made(at, "pageLayout", { object: "company", forRole, groups });
  for (const { id } of [one, other]) await remove(await anew(at), "role", id, {});
  const places = (await usesOfRecord(await anew(at), one.id)).map((use) => `${use.object} ${use.places.join()}`);
  assert.deepEqual(places.toSorted(), ["pageLayout forRole", "recordType roles.0"]);
  assert.equal((await refusal(purgeRecords(await anew(at), "role", [one.id, other.id]))).code, "types.onlyMaker");
  await purgeRecords(await anew(at), "role", [one.id]);
  const layouts = await at.ctx.db.query(sql<{ role: string }>`select for_role_id as role from page_layouts`);
  assert.deepEqual(
    layouts.map(({ role }) => role),
    [other.id],
  );
  // Others come to nothing by it, and a type in the trash comes back as closed as it went.
  await remove(await anew(at), "recordType", own.id, {});
  const issue = await refusal(purgeRecords(await anew(at), "role", [other.id]));
  assert.deepEqual([issue.code, issue.params], ["types.onlyMaker", { count: 1, what: "Key" }]);
  await restore(await anew(at), "recordType", own.id, {});
  const { catalogue } = await anew(at);
  const seller = differing((await at.person("sales")).ctx, (each) => ({ ...each, catalogue }));
  assert.equal((await refusal(create(seller, "company", { name: "No", recordType: "key" }))).path, "recordType");
  await update(await anew(at), "recordType", own.id, { roles: [] });
  await purgeRecords(await anew(at), "role", [other.id]);
});

test("retired, records keep it and none takes it; back again, restored and undone", async (t) => {
  const at = await testWorkspace(t);
  const first = await made(at, "recordType", type("First"));
  const second = await made(at, "recordType", type("Second", { default: true }));
  assert.equal(second["default"], true);
  let ctx = await anew(at);
  const [row] = await ctx.db.query(
    sql<{ count: number }>`select count(*)::int as count from record_types where is_default`,
  );
  assert.equal(row!.count, 1);
  const record = await create(ctx, "product", { name: "Tea" });
  assert.equal(record["recordType"], "second");
  const retiring = await anew(at);
  await remove(retiring, "recordType", second.id, {});
  ctx = await anew(at);
  assert.equal((await create(ctx, "product", { name: "B" }))["recordType"], "first");
  assert.equal((await update(ctx, "product", record.id, { name: "Green tea" }))["recordType"], "second");
  assert.equal((await refusal(create(ctx, "product", { name: "C", recordType: "second" }))).code, "issue.recordType");
  assert.equal((await refusal(purgeRecords(ctx, "recordType", [second.id]))).code, "types.held");
  await undoOperation(await anew(at), retiring.operationId);
  ctx = await anew(at);
  assert.equal((await create(ctx, "product", { name: "D" }))["recordType"], "second");
  // Where all are retired the field sleeps with its values.
  await remove(ctx, "recordType", second.id, {});
  await remove(await anew(at), "recordType", first.id, {});
  ctx = await anew(at);
  assert.equal(ctx.catalogue.object("product").fields.has("recordType"), false);
  await create(ctx, "product", { name: "Without" });
  await restore(ctx, "recordType", second.id, {});
  ctx = await anew(at);
  assert.equal((await update(ctx, "product", record.id, { name: "Tea" }))["recordType"], "second");
  assert.equal((await update(ctx, "recordType", second.id, { label: { en: "Other words" } }))["name"], "second");
});

test("layouts of a type come before those of all, within them the team's, the role's, everyone's", async (t) => {
  const at = await testWorkspace(t);
  const manager = await at.person("manager");
  const role = manager.ctx.actor.roleId!;
  const own = await made(at, "recordType", { object: "company", label: { en: "Key" } });
  const group = (...fields: string[]) => [{ label: { en: "First" }, fields }];
  await made(at, "pageLayout", { object: "company", forRole: role, groups: group("website") });
  await made(at, "pageLayout", { object: "company", forType: "key", groups: group("phones") });
  const { definition } = (await anew(at)).catalogue.object("company");
  const seen = (roleId: string | null, of?: string) =>
    layoutFor(definition, { roleId, teamIds: [] }, of).layout[0]!.fields[0];
  assert.deepEqual(
    [seen(role), seen(role, "key"), seen(null), seen(null, "key")],
    ["website", "phones", "name", "phones"],
  );
  const twice = made(at, "pageLayout", { object: "company", forType: "key", groups: group("name") });
  assert.equal((await refusal(twice)).code, "layouts.already");
  const none = made(at, "pageLayout", { object: "company", forType: "other", groups: group("name") });
  assert.equal((await refusal(none)).code, "layouts.noType");
  await remove(await anew(at), "recordType", own.id, {});
  await at.ctx.db.query(sql`update companies set record_type = null`);
  await purgeRecords(await anew(at), "recordType", [own.id]);
  const left = await at.ctx.db.query(sql`select id from page_layouts where for_type is not null`);
  assert.deepEqual(left, []);
});

test("nonsense is refused by name, and what is gone since is not offered and not in the way", async (t) => {
  const at = await testWorkspace(t);
  const field = await made(at, "customField", {
    object: "product",
    name: "grade",
    type: "choice",
    label: { en: "Grade" },
    settings: { options: ["a", "b"] },
  });
  const wrong: [JsonObject, string][] = [
    [type(""), "label.en"],
    [type("X", { object: "orderLine" }), "object"],
    [type("X", { object: "webhook" }), "object"],
    [type("X", { color: "url(x)" }), "color"],
    [type("X", { name: "Not Good" }), "name"],
    [type("X", { choices: { name: ["a"] } }), "choices.name"],
    [type("X", { choices: { kind: [] } }), "choices.kind"],
    [type("X", { choices: { kind: ["nothing"] } }), "choices.kind"],
    [type("X", { choices: { recordType: ["x"] } }), "choices.recordType"],
  ];
  for (const [input, path] of wrong) assert.equal((await refusal(made(at, "recordType", input))).path, path);
  const own = await made(at, "recordType", type("Graded", { choices: { x_grade: ["a"] } }));
  await remove(await anew(at), "customField", field.id, {});
  const ctx = await anew(at);
  await create(ctx, "product", { name: "Tea" });
  await update(ctx, "recordType", own.id, { color: "red" });
  await restore(await anew(at), "customField", field.id, {});
  const issue = await refusal(made(at, "product", { name: "B", x_grade: "b" }));
  assert.equal(issue.path, "x_grade");
});

test("a workspace of an earlier release takes its shape without the table of types", async (t) => {
  const at = await testWorkspace(t);
  await made(at, "customField", { object: "product", name: "note", type: "text", label: { en: "Note" } });
  await at.ctx.transaction(async ({ db }) => {
    await db.query(sql`drop table record_type_roles, record_types`);
    await db.query(sql`alter table page_layouts drop column for_type`);
    await takeShape(db, at.engine.catalogue);
  });
  const [column] = await at.ctx.db.query(
    sql`select 1 from information_schema.columns where table_schema = current_schema() and table_name = 'products' and column_name = 'x1'`,
  );
  assert.ok(column);
});

test("types follow each other as the company puts them, new ones at the end; new records begin with the first", async (t) => {
  const at = await testWorkspace(t);
  const [one, two] = [await made(at, "recordType", type("One")), await made(at, "recordType", type("Two"))];
  const batched = await anew(at);
  await batch(batched, "recordType", [
    { op: "update", id: two.id, data: { position: 1 } },
    { op: "update", id: one.id, data: { position: 2 } },
  ]);
  await made(at, "recordType", type("Three"));
  const offered = async () => {
    const { fields, definition } = (await anew(at)).catalogue.object("product");
    const options = fields.get("recordType")!.definition["options"] as { value: string }[];
    return [options.map((option) => option.value), definition.types!.map(({ name }) => name)];
  };
  assert.deepEqual(await offered(), [
    ["two", "one", "three"],
    ["two", "one", "three"],
  ]);
  assert.equal((await made(at, "product", { name: "A" }))["recordType"], "two");
  await update(await anew(at), "recordType", one.id, { default: true });
  assert.deepEqual(
    await offered(),
    [
      ["two", "one", "three"],
      ["one", "two", "three"],
    ],
    "what is said to be the beginning comes first, and is offered in its place",
  );
  assert.equal((await undoOperation(batched, batched.operationId)).conflictCount, 0);
  assert.deepEqual((await offered())[0], ["one", "two", "three"]);
});
