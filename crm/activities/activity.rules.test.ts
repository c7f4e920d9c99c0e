/** Activities hang on the customer of whoever they were with, and carry the next touch on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { create, createRecords } from "#engine/records/records.ts";
import { read } from "#engine/query/read.ts";
import { InvalidInput } from "#model/errors.ts";
import type { RecordJson } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";

const idIn = (record: RecordJson, field: string) => (record[field] as { id: string } | null)?.id ?? null;

test("a note on a contact stands on their company and its customer too, and sets the next touch", async (t) => {
  const { ctx } = await testWorkspace(t);
  const company = await create(ctx, "company", { name: "Gulberg Hotel" });
  const contact = await create(ctx, "contact", { name: "عائشہ ملک", company: company.id });
  const order = await create(ctx, "order", { contact: contact.id, lines: [] });
  const note = await create(ctx, "activity", {
    kind: "call",
    body: "Call again in spring",
    contact: contact.id,
    nextTouchOn: "2026-03-01",
  });
  assert.deepEqual([idIn(note, "company"), idIn(note, "customer")], [company.id, idIn(order, "customer")]);
  assert.equal((await read(ctx, "company", company.id))["nextTouchOn"], "2026-03-01");
  const onOrder = await create(ctx, "activity", { kind: "task", subject: "Deliver", order: order.id });
  assert.deepEqual(
    [idIn(onOrder, "contact"), idIn(onOrder, "customer"), onOrder["done"]],
    [contact.id, idIn(order, "customer"), false],
  );
  const consumer = await create(ctx, "contact", { name: "Walk-in" });
  await create(ctx, "activity", { subject: "Birthday", contact: consumer.id, nextTouchOn: "2026-04-01" });
  assert.equal((await read(ctx, "contact", consumer.id))["nextTouchOn"], "2026-04-01");
});

test("an activity says something and ends after it began; a suppression knows its address", async (t) => {
  const { ctx } = await testWorkspace(t);
  const codes = async (object: string, input: object) => {
    const [outcome] = await createRecords(ctx, object, [input], { mode: "collect" });
    return outcome!.done
      ? []
      : outcome!.problem instanceof InvalidInput
        ? outcome!.problem.issues.map((issue) => `${issue.path} ${issue.code}`)
        : [String(outcome!.problem)];
  };
  assert.deepEqual(await codes("activity", { kind: "note" }), ["body activities.needsText"]);
  assert.deepEqual(
    await codes("activity", { body: "x", startsAt: "2024-01-02T00:00:00Z", endsAt: "2024-01-01T00:00:00Z" }),
    ["endsAt activities.endsBeforeStart"],
  );
  assert.deepEqual(await codes("suppression", { channel: "all" }), ["address marketing.suppressionNeedsSubject"]);
  assert.deepEqual(await codes("suppression", { channel: "email", address: "nobody" }), [
    "address marketing.suppressionNoEmail",
  ]);
  assert.deepEqual(await codes("suppression", { channel: "sms", address: "12" }), [
    "address marketing.suppressionNoPhone",
  ]);
  const [mail, phone] = [
    await create(ctx, "suppression", { channel: "all", address: "Ana@Example.com" }),
    await create(ctx, "suppression", { channel: "whatsapp", address: "۰۳۰۰ ۰۰۰ ۱۲۳۴" }),
  ];
  assert.deepEqual([mail["address"], phone["address"]], ["ana@example.com", "+923000001234"]);
});
