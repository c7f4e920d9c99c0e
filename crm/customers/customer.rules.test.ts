/** Customer rows follow companies and contacts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { create, createRecords, remove, restore, update, updateRecords } from "#engine/records/records.ts";
import { InvalidInput } from "#model/errors.ts";
import { testWorkspace } from "#test/harness/workspace.ts";

interface Row {
  id: string;
  kind: string;
  name: string | null;
  number: string | null;
  country: string | null;
  company: string | null;
  contact: string | null;
  owner: string | null;
  living: boolean;
}

const rows = (ctx: Context): Promise<Row[]> =>
  ctx.db.query(
    sql<Row>`select id, kind, name, number, country, company_id as company, contact_id as contact, owner_id as owner, deleted_at is null as living from customers order by created_at, name`,
  );

test("a company has a customer row that follows it", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const rep = await person("sales");
  const company = await create(ctx, "company", { number: "17850", address: { country: "GB" } });
  assert.deepEqual(
    (await rows(ctx)).map(({ kind, name, number, country, company: of }) => [kind, name, number, country, of]),
    [["company", "17850", "17850", "GB", company.id]],
  );
  await update(ctx, "company", company.id, { name: "رضا ٹریڈرز", owner: rep.id });
  const [named] = await rows(ctx);
  assert.equal(named!.name, "رضا ٹریڈرز");
  assert.equal(named!.owner, rep.id);
  await remove(ctx, "company", company.id);
  assert.equal((await rows(ctx))[0]!.living, false);
  await restore(ctx, "company", company.id);
  assert.deepEqual(
    (await rows(ctx)).map((row) => row.living),
    [true],
  );
});

test("only a contact without a company is a customer; joining one re-points the orders, leaving gives a row again", async (t) => {
  const { ctx } = await testWorkspace(t);
  const company = await create(ctx, "company", { name: "Sharma Bartan Bhandar" });
  await create(ctx, "contact", { name: "A colleague", company: company.id });
  const contact = await create(ctx, "contact", { name: "नेहा शर्मा" });
  assert.deepEqual(
    (await rows(ctx)).map((row) => row.name),
    ["Sharma Bartan Bhandar", "नेहा शर्मा"],
  );
  const own = (await rows(ctx)).find((row) => row.contact === contact.id)!;
  const theirs = (await rows(ctx)).find((row) => row.company === company.id)!;
  const order = await create(ctx, "order", { contact: contact.id, lines: [{ quantity: "2", unitPrice: "10" }] });
  assert.equal((order["customer"] as { id: string }).id, own.id);
  await create(ctx, "activity", { kind: "note", body: "Wants a catalogue", contact: contact.id });

  await update(ctx, "contact", contact.id, { company: company.id });
  const orders = await ctx.db.query(
    sql<{
      customer: string;
      company: string;
      contact: string;
    }>`select customer_id as customer, company_id as company, contact_id as contact from orders`,
  );
  assert.deepEqual(orders, [{ customer: theirs.id, company: company.id, contact: contact.id }]);
  const notes = await ctx.db.query(sql<{ customer: string }>`select customer_id as customer from activities`);
  assert.deepEqual(notes, [{ customer: theirs.id }]);
  assert.equal((await rows(ctx)).find((row) => row.id === own.id)!.living, false);
  const stats = await ctx.db.query(
    sql<{ id: string; count: string }>`select id, order_count::text as count from customer_stats where order_count > 0`,
  );
  assert.deepEqual(stats, [{ id: theirs.id, count: "1" }]);

  await update(ctx, "contact", contact.id, { company: null });
  assert.deepEqual(
    (await rows(ctx)).filter((row) => row.contact === contact.id).map((row) => [row.id, row.living]),
    [[own.id, true]],
  );
});

test("a company needs a name or a number; a number belongs to one customer", async (t) => {
  const { ctx } = await testWorkspace(t);
  await assert.rejects(
    create(ctx, "company", { industry: "Hotel" }),
    (error) => error instanceof InvalidInput && error.issues[0]?.code === "customers.needsNameOrNumber",
  );
  await assert.rejects(
    create(ctx, "contact", { jobTitle: "Owner" }),
    (error) => error instanceof InvalidInput && error.issues[0]?.code === "customers.needsSomeName",
  );
  await create(ctx, "company", { number: "A-1" });
  await assert.rejects(
    create(ctx, "contact", { name: "Someone", number: "a-1" }),
    (error) =>
      error instanceof InvalidInput &&
      error.issues[0]?.code === "customers.numberTaken" &&
      error.issues[0].path === "number",
  );
  const outcomes = await createRecords(
    ctx,
    "contact",
    [
      { name: "One", number: "A-1" },
      { name: "Two", number: "A-2" },
    ],
    { mode: "collect" },
  );
  assert.deepEqual(
    outcomes.map((outcome) => outcome.done),
    [false, true],
  );
});

test("records take the team of their owner, and orders go with the customer to a new owner", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const [lahore, delhi] = [await create(ctx, "team", { name: "Lahore" }), await create(ctx, "team", { name: "Delhi" })];
  const [first, second] = [await person("sales", [lahore.id]), await person("sales", [delhi.id])];
  const company = await create(ctx, "company", { name: "Anarkali Traders", owner: first.id });
  const [customer] = await rows(ctx);
  await createRecords(ctx, "order", [
    { customer: customer!.id, lines: [{ unitPrice: "5" }] },
    { customer: customer!.id, owner: second.id, lines: [] },
  ]);
  const orders = () =>
    ctx.db.query(
      sql<{ owner: string; team: string }>`select owner_id as owner, team_id as team from orders order by number`,
    );
  assert.deepEqual(await orders(), [
    { owner: first.id, team: lahore.id },
    { owner: second.id, team: delhi.id },
  ]);
  const third = await person("sales", [delhi.id]);
  await updateRecords(ctx, "company", [{ id: company.id, patch: { owner: third.id } }]);
  assert.deepEqual(await orders(), [
    { owner: third.id, team: delhi.id },
    { owner: second.id, team: delhi.id },
  ]);
});
