/** Computed fields that a company adds: on every floor like any other field, within rights, and never left without what they need. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { fieldAccess } from "#engine/access/rights.ts";
import { aggregate } from "#engine/query/aggregate.ts";
import { list } from "#engine/query/list.ts";
import { read } from "#engine/query/read.ts";
import { create, createRecords, remove, update } from "#engine/records/records.ts";
import { InvalidInput } from "#model/errors.ts";
import type { JsonObject, RecordJson } from "#model/json.ts";
import { usesOf } from "../configuration/uses.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";

/** The context as the next request would have it. */
const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

const page = async (ctx: Context, object: string, query: object): Promise<RecordJson[]> =>
  (JSON.parse(await list(ctx, object, { limit: 50, trash: false, ...query } as never)) as { data: RecordJson[] }).data;

const field = (object: string, name: string, type: string, settings: JsonObject = {}) => ({
  object,
  name,
  type,
  label: { en: name },
  settings,
});
const formula = (object: string, name: string, expression: string, more: JsonObject = {}) =>
  field(object, name, "formula", { expression, ...more });

const refusal = async (promise: Promise<unknown>): Promise<InvalidInput> => {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof InvalidInput, String(error));
    return error;
  }
  return assert.fail("was taken");
};

test("a formula is read, filtered, sorted, grouped and summed like any field, and written by nobody", async (t) => {
  const at = await testWorkspace(t);
  await create(at.ctx, "customField", field("company", "seats", "integer"));
  await create(at.ctx, "customField", formula("company", "load", "ifBlank(x_seats, 0) * 1.5", { index: true }));
  await create(at.ctx, "customField", formula("company", "size", 'if(x_load >= 30, "large", "small") & " " & name'));
  const ctx = await anew(at);
  await createRecords(ctx, "company", [
    { name: "Ünder", x_seats: 20 },
    { name: "Beta", x_seats: 10 },
    { name: "Gamma" },
  ]);
  const found = await page(ctx, "company", { sort: "-x_load" });
  assert.deepEqual(
    found.map((each) => [each["x_load"], each["x_size"]]),
    [
      ["30", "large Ünder"],
      ["15", "small Beta"],
      ["0", "small Gamma"],
    ],
  );
  const large = await page(ctx, "company", { filter: { field: "x_size", op: "startsWith", value: "LARGE under" } });
  assert.equal(large.length, 1);
  assert.equal((await page(ctx, "company", { filter: { field: "x_load", op: "gt", value: 14 } })).length, 2);
  assert.equal(
    (await page(ctx, "company", { filter: { field: "owner.name", op: "empty" }, sort: "x_size" })).length,
    3,
  );
  const sums = JSON.parse(
    await aggregate(ctx, "company", { measures: ["sum:x_load"], groupBy: "x_load" }),
  ) as JsonObject;
  assert.equal((sums["data"] as JsonObject[]).length, 3);
  const refused = await refusal(update(ctx, "company", found[0]!.id, { x_load: "7" }));
  assert.equal(refused.issues[0]!.code, "issue.readOnly");
  const first = JSON.parse(
    await list(ctx, "company", { limit: 1, sort: "x_size", trash: false } as never),
  ) as JsonObject;
  const rest = await page(ctx, "company", { sort: "x_size", cursor: first["nextCursor"] });
  assert.equal(rest.length, 2);
});

test("an index holds a formula of the own row, and moves with its words", async (t) => {
  const at = await testWorkspace(t);
  await create(at.ctx, "customField", field("company", "seats", "integer"));
  const made = await create(at.ctx, "customField", formula("company", "load", "x_seats * 2", { index: true }));
  const indexes = async (): Promise<string[]> =>
    (
      await at.ctx.db.query(
        sql<{
          name: string;
        }>`select indexname as name from pg_indexes where schemaname = ${at.workspace.schema} and indexname like 'companies_by_x2%'`,
      )
    ).map(({ name }) => name);
  const before = await indexes();
  assert.equal(before.length, 1);
  await update(await anew(at), "customField", made.id, { settings: { expression: "x_seats * 3", index: true } });
  const after = await indexes();
  assert.equal(after.length, 1);
  assert.notDeepEqual(after, before);
  const ctx = await anew(at);
  await createRecords(
    ctx,
    "company",
    Array.from({ length: 300 }, (_, n) => ({ name: `c${n}`, x_seats: n })),
  );
  await ctx.db.query(sql`analyze companies`);
  await ctx.db.query(sql`set enable_seqscan = off`);
  const plan = await ctx.db.query({
    text: "explain select id from companies as t where deleted_at is null order by t.x2, t.id limit 5",
    values: [],
  });
  assert.match(JSON.stringify(plan), /companies_by_x2_/);
  assert.equal((await page(ctx, "company", { sort: "-x_load" }))[0]!["x_load"], "897");
  // Text takes its place: another kind of column, and nothing to lose.
  await update(ctx, "customField", made.id, { settings: { expression: 'name & "!"', index: true } });
  assert.equal((await page(await anew(at), "company", { sort: "x_load", limit: 1 }))[0]!["x_load"], "c0!");
});

test("paths lead over relations, and show no more of the record there than may be seen", async (t) => {
  const at = await testWorkspace(t);
  await create(at.ctx, "customField", field("company", "rate", "number"));
  await createRecords(at.ctx, "customField", [
    formula("contact", "line", 'company.name & ": " & company.x_rate'),
    field("contact", "rate", "lookup", { path: "company.x_rate" }),
    field("contact", "keeper", "lookup", { path: "company.owner" }),
    formula("contact", "twice", "x_rate * 2"),
  ]);
  const sales = await at.person("sales");
  const other = await at.person("sales");
  let ctx = await anew(at);
  const company = await create(ctx, "company", { name: "Far", x_rate: "7.5", owner: other.id });
  const contact = await create(ctx, "contact", { name: "Asma", company: company.id, owner: sales.id });
  const seen = await read(ctx, "contact", contact.id);
  assert.equal(seen["x_line"], "Far: 7.5");
  assert.equal(seen["x_rate"], "7.5");
  assert.equal(seen["x_twice"], "15");
  assert.equal((seen["x_keeper"] as JsonObject)["id"], other.id);
  assert.equal((await page(ctx, "contact", { filter: { field: "x_keeper", op: "eq", value: other.id } })).length, 1);
  const workspace = await at.engine.workspaces.get(at.workspace.slug);
  const own = { read: "own", create: true, update: "own", delete: "own" } as const;
  const rights = (company: object) =>
    ({ standard: own, objects: { contact: own, company }, capabilities: [] }) as never;
  ctx = at.engine.context(workspace, { actor: { ...sales.ctx.actor, rights: rights(own) }, via: "api" });
  const less = await read(ctx, "contact", contact.id);
  assert.equal(less["x_line"], null);
  assert.equal(less["x_rate"], null);
  assert.equal((await page(ctx, "contact", { filter: { field: "x_twice", op: "notEmpty" } })).length, 0);
  const hidden = { ...own, read: "all", fields: { x_rate: "hidden" } };
  ctx = at.engine.context(workspace, { actor: { ...sales.ctx.actor, rights: rights(hidden) }, via: "api" });
  const none = await read(ctx, "contact", contact.id);
  for (const name of ["x_line", "x_rate", "x_twice"]) assert.ok(!(name in none), name);
  await assert.rejects(page(ctx, "contact", { sort: "x_twice" }), /no field/);
  const object = workspace.catalogue.object("contact");
  assert.equal(fieldAccess(ctx.actor, object, object.fields.get("x_keeper")!), "read");
});

test("what cannot be reckoned is refused at its place, a circle with its path", async (t) => {
  const at = await testWorkspace(t);
  const wrong = await refusal(create(at.ctx, "customField", formula("company", "load", "name + 1")));
  assert.equal(wrong.issues[0]!.path, "settings.expression");
  assert.equal(wrong.issues[0]!.code, "formula.join");
  assert.deepEqual([wrong.issues[0]!.params!["from"], wrong.issues[0]!.params!["to"]], [0, 4]);
  for (const text of ["secret", "__proto__", "constructor", "owner.password", "tags", "owner", "contacts.name"])
    await refusal(create(at.ctx, "customField", formula("company", "load", text)));
  await refusal(create(at.ctx, "customField", field("company", "load", "lookup", { path: "name" })));
  await refusal(create(at.ctx, "customField", field("company", "load", "formula", {})));
  const one = await create(at.ctx, "customField", formula("company", "one", "1"));
  await create(await anew(at), "customField", formula("company", "two", "x_one + 1"));
  const circle = await refusal(
    update(await anew(at), "customField", one.id, { settings: { expression: "x_two + 1" } }),
  );
  assert.match(circle.message, /company\.x_one → company\.x_two → company\.x_one/);
});

test("what a formula needs is not taken from under it", async (t) => {
  const at = await testWorkspace(t);
  const seats = await create(at.ctx, "customField", field("company", "seats", "integer"));
  const load = await create(at.ctx, "customField", formula("company", "load", "x_seats * 2", { index: true }));
  const kept = await refusal(remove(await anew(at), "customField", seats.id));
  assert.equal(kept.issues[0]!.code, "formula.used");
  assert.match(kept.message, /company\.x_load/);
  await refusal(update(await anew(at), "customField", seats.id, { type: "text" }));
  const uses = await usesOf(await anew(at), { object: "company", field: "x_seats" });
  assert.deepEqual(
    uses.map(({ object, id }) => [object, id]),
    [["customField", load.id]],
  );
  await remove(await anew(at), "customField", load.id);
  await remove(await anew(at), "customField", seats.id);
});

test("values of people are never read as SQL", async (t) => {
  const at = await testWorkspace(t);
  const hostile = `name & "'; drop table companies; --" & '\\' & "\\'\\"`;
  await create(at.ctx, "customField", formula("company", "line", hostile, { index: true }));
  const ctx = await anew(at);
  await create(ctx, "company", { name: "Ali" });
  assert.equal((await page(ctx, "company", { sort: "x_line" }))[0]!["x_line"], `Ali'; drop table companies; --\\\\'\\`);
});
