/** Taking back: fields, records, lines and links, as far as nobody has gone on since; what stays is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { uuidv7 } from "../records/uuid.ts";
import type { Context } from "../context.ts";
import { actingAs } from "../identity/on-behalf.ts";
import { read } from "../query/read.ts";
import {
  create,
  createRecords,
  deleteRecords,
  outcomeId,
  remove,
  restore,
  update,
  updateRecords,
} from "../records/records.ts";
import { listOperations, readOperation } from "./operations.ts";
import { previewUndo, undoOperation } from "./undo.ts";

/** The same person, beginning something new. */
const anew = (ctx: Context): Context => actingAs(ctx, ctx.actor, ctx.via, uuidv7());

/** Does it as one operation and gives its id. */
async function deed(ctx: Context, work: (ctx: Context) => Promise<unknown>): Promise<string> {
  const acting = anew(ctx);
  await work(acting);
  return acting.operationId;
}

test("an edit is taken back field by field, and the undo too", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const manager = await person("manager");
  const { id } = await create(anew(manager.ctx), "company", {
    name: "Old",
    industry: "Cotton",
    emails: "a@example.com",
    tags: ["one"],
  });
  const edit = await deed(manager.ctx, (c) =>
    update(c, "company", id, { name: "New", emails: ["b@example.com"], tags: ["two"] }),
  );
  const undo = await undoOperation(manager.ctx, edit);
  assert.deepEqual([undo.status, undo.undone, undo.conflictCount], ["done", 2, 0]);
  const back = await read(ctx, "company", id);
  assert.deepEqual([back["name"], (back["tags"] as { title: string }[])[0]!.title], ["Old", "one"]);
  assert.equal((back["emails"] as { value: string }[])[0]!.value, "a@example.com");
  await undoOperation(manager.ctx, undo.id);
  assert.equal((await read(ctx, "company", id))["name"], "New");
  const again = await readOperation(manager.ctx, edit);
  assert.deepEqual([again.undoable, again.undo!.undone], [false, 2]);
});

test("what others changed since stays and is listed with who and when; the rest goes back", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const manager = await person("manager");
  const other = await person("manager");
  const made = await createRecords(anew(ctx), "company", [
    { name: "A", number: "1" },
    { name: "B", number: "2" },
  ]);
  const [a, b] = made.map(outcomeId) as [string, string];
  const edit = await deed(manager.ctx, (c) =>
    updateRecords(c, "company", [
      { id: a, patch: { industry: "X", taxNumber: "T" } },
      { id: b, patch: { industry: "X" } },
    ]),
  );
  await update(anew(other.ctx), "company", a, { industry: "Theirs" });
  const preview = await previewUndo(manager.ctx, edit);
  assert.deepEqual([preview.total, preview.undone, preview.conflicts.length], [2, 2, 1]);
  assert.equal((await read(ctx, "company", b))["industry"], "X");
  const undo = await undoOperation(manager.ctx, edit);
  const [conflict] = undo.conflicts;
  assert.deepEqual(
    [conflict!.id, conflict!.title, conflict!.field, conflict!.reason, conflict!.theirs, conflict!.was],
    [a, "A", "industry", "changed", "Theirs", null],
  );
  assert.equal((conflict!.by as { id: string }).id, other.id);
  const kept = await read(ctx, "company", a);
  assert.deepEqual([kept["industry"], kept["taxNumber"]], ["Theirs", null]);
});

test("what was made goes to the trash unless it is used or changed; what was deleted comes back", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const manager = await person("manager");
  let ids: string[] = [];
  const making = await deed(manager.ctx, async (c) => {
    const named = ["plain", "used", "changed"].map((name) => ({ name, tags: ["fresh"] }));
    ids = (await createRecords(c, "company", named)).map(outcomeId);
  });
  await create(anew(manager.ctx), "contact", { name: "Someone", company: ids[1]! });
  await update(anew(manager.ctx), "company", ids[2]!, { industry: "Steel" });
  const undo = await undoOperation(manager.ctx, making);
  assert.deepEqual(undo.conflicts.map(({ title, reason }) => `${title} ${reason}`).toSorted(), [
    "changed changed",
    "fresh used",
    "used used",
  ]);
  await assert.rejects(read(ctx, "company", ids[0]!), NotFound);
  const gone = await deed(manager.ctx, (c) => deleteRecords(c, "company", [ids[1]!, ids[2]!]));
  assert.equal((await undoOperation(manager.ctx, gone)).undone, 2);
  await read(ctx, "company", ids[1]!);
  const back = await deed(manager.ctx, (c) => restore(c, "company", ids[0]!));
  await undoOperation(manager.ctx, back);
  await assert.rejects(read(ctx, "company", ids[0]!), NotFound);
});

test("what a record that stays points at stays too", async (t) => {
  const { ctx } = await testWorkspace(t);
  let ids: string[] = [];
  const making = await deed(ctx, async (c) => {
    const [house] = (await createRecords(c, "company", [{ name: "house" }])).map(outcomeId);
    const branches = ["used", "idle"].map((name) => ({ name, parent: house }));
    ids = [house!, ...(await createRecords(c, "company", branches)).map(outcomeId)];
  });
  await create(anew(ctx), "contact", { name: "Someone", company: ids[1]! });
  const undo = await undoOperation(ctx, making);
  assert.deepEqual(undo.conflicts.map(({ title }) => `${title}`).toSorted(), ["house", "used"]);
  await assert.rejects(read(ctx, "company", ids[2]!), NotFound);
  assert.equal(((await read(ctx, "company", ids[1]!))["parent"] as { id: string }).id, ids[0]);
});

test("lines come back as they were, and the sums with them", async (t) => {
  const { ctx } = await testWorkspace(t);
  const line = (unitPrice: string) => ({ description: "x", quantity: "2", unitPrice });
  const { id } = await create(anew(ctx), "order", { lines: [line("10"), line("5")] });
  const edit = await deed(ctx, (c) => update(c, "order", id, { lines: [line("1")] }));
  await undoOperation(ctx, edit);
  const order = await read(ctx, "order", id);
  assert.equal((order["lines"] as unknown[]).length, 2);
  assert.equal(Number((order["total"] as { amount: string }).amount), 30);
});

test("another's operation is for those with the audit, and their rights hold", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const manager = await person("manager");
  const sales = await person("sales");
  const { id } = await create(anew(ctx), "company", { name: "House", owner: manager.id });
  const edit = await deed(manager.ctx, (c) => update(c, "company", id, { industry: "X" }));
  await assert.rejects(undoOperation(sales.ctx, edit), NotFound);
  const own = await deed(sales.ctx, (c) => create(c, "company", { name: "Mine" }));
  assert.deepEqual(
    (await listOperations(sales.ctx, { limit: 10 })).data.map((each) => each.id),
    [own],
  );
  const { data: seen } = await listOperations(manager.ctx, { limit: 10 });
  assert.ok(seen.some((each) => each.id === own) && seen.some((each) => each.id === edit));
  const [subject] = seen.filter((each) => each.id === own).map((each) => each.subject);
  assert.deepEqual([subject!.title, seen.find((each) => each.id === own)!.counts[0]!.count], ["Mine", 1]);
  await ctx.db.query(
    sql`update roles set rights = jsonb_set(rights, '{objects,company}', '{"read":"all","create":false,"update":"none","delete":"none"}') where key = 'manager'`,
  );
  const role = (await read(ctx, "user", manager.id))["role"] as { id: string };
  const rights = (await read(ctx, "role", role.id))["rights"] as never;
  const weaker = actingAs(manager.ctx, { ...manager.ctx.actor, rights }, "api", uuidv7());
  const undo = await undoOperation(weaker, edit);
  assert.deepEqual([undo.undone, undo.conflicts[0]!.reason], [0, "refused"]);
});

test("many changes are taken back by a job in chunks", async (t) => {
  const { ctx, engine } = await testWorkspace(t);
  await engine.jobs.prepare();
  const inputs = Array.from({ length: 1200 }, (_, n) => ({ code: `P${n}`, name: `Product ${n}` }));
  const ids = (await createRecords(anew(ctx), "product", inputs)).map(outcomeId);
  const edit = await deed(ctx, (c) =>
    updateRecords(
      c,
      "product",
      ids.map((id) => ({ id, patch: { name: "Same" } })),
    ),
  );
  await update(anew(ctx), "product", ids[7]!, { name: "Other" });
  const begun = await undoOperation(ctx, edit);
  await assert.rejects(undoOperation(ctx, edit), /already/);
  await engine.jobs.start(1);
  assert.equal((await settled(ctx, begun.jobId!)).status, "done");
  const { undo } = await readOperation(ctx, edit);
  assert.deepEqual([undo!.seen, undo!.undone, undo!.conflictCount], [1200, 1199, 1]);
  const [row] = await ctx.db.query(sql<{ n: number }>`select count(*)::int as n from products where name = 'Same'`);
  assert.equal(row!.n, 0);
});

test("a contact who joined a company and is taken back has their own customer row again", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const manager = await person("manager");
  const company = await create(anew(ctx), "company", { name: "House", number: "H" });
  const contact = await create(anew(ctx), "contact", { name: "Amna", number: "K" });
  const order = await create(anew(ctx), "order", {
    customer: { number: "K" },
    lines: [{ description: "x", quantity: "1", unitPrice: "10" }],
  });
  const former = (order["customer"] as { id: string }).id;
  const joining = await deed(manager.ctx, (c) => update(c, "contact", contact.id, { company: company.id }));
  assert.notEqual(((await read(ctx, "order", order.id))["customer"] as { id: string }).id, former);
  await undoOperation(manager.ctx, joining);
  assert.equal((await read(ctx, "contact", contact.id))["company"], null);
  assert.equal(((await read(ctx, "order", order.id))["customer"] as { id: string } | null)?.id, former);
  await remove(anew(ctx), "company", company.id);
});
