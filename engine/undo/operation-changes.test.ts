/** What one operation changed, told within the viewer's rights. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { actingAs } from "../identity/on-behalf.ts";
import { create, update } from "../records/records.ts";
import { uuidv7 } from "../records/uuid.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { listOperations } from "./operations.ts";
import { readChanges } from "./operation-changes.ts";

test("the changes of an operation come page by page, with names, and only to those who may see it", async (t) => {
  const { person } = await testWorkspace(t);
  const [manager, seller] = [await person("manager"), await person("sales")];
  const acting = actingAs(seller.ctx, seller.ctx.actor, "api", uuidv7());
  const { id } = await create(acting, "company", { name: "Old" });
  await update(acting, "company", id, { name: "New" });
  const first = await readChanges(manager.ctx, acting.operationId, { limit: 1 });
  assert.deepEqual(
    first.data.map(({ object, recordId, type, title }) => ({ object, recordId, type, title })),
    [{ object: "company", recordId: id, type: "created", title: "New" }],
  );
  const rest = await readChanges(seller.ctx, acting.operationId, { limit: 50, cursor: first.nextCursor! });
  const renamed = rest.data.find((each) => each.recordId === id);
  assert.deepEqual([renamed?.type, renamed?.changes], ["updated", [{ field: "name", from: "Old", to: "New" }]]);
  assert.equal(rest.nextCursor, null);
  const other = await person("sales");
  await assert.rejects(readChanges(other.ctx, acting.operationId, { limit: 10 }), /no such operation/);
  const of = async (by: string) => (await listOperations(manager.ctx, { limit: 100, by })).data.map((each) => each.id);
  assert.ok((await of(seller.ctx.actor.userId!)).includes(acting.operationId));
  assert.deepEqual(await of(other.ctx.actor.userId!), []);
});

test("a field that is hidden from the viewer is not in what an operation changed", async (t) => {
  const { person } = await testWorkspace(t);
  const manager = await person("manager");
  const acting = actingAs(manager.ctx, manager.ctx.actor, "api", uuidv7());
  const { id } = await create(acting, "company", { name: "Mill", website: "https://canary.example" });
  await update(acting, "company", id, { website: "https://canary2.example" });
  const { rights } = manager.ctx.actor;
  const open = rights!.objects["company"] ?? rights!.standard;
  const blind = {
    ...manager.ctx.actor,
    rights: {
      ...rights!,
      objects: { ...rights!.objects, company: { ...open, fields: { website: "hidden" as const } } },
    },
  };
  const seen = await readChanges(actingAs(manager.ctx, blind, "api", uuidv7()), acting.operationId, { limit: 50 });
  assert.equal(seen.data.filter((each) => each.recordId === id).length, 2);
  assert.doesNotMatch(JSON.stringify(seen), /canary|website/);
});

test("the list tells small changes field by field, without what is hidden or sensitive, and is narrowed by object and kind", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const manager = await person("manager");
  const doing = () => actingAs(manager.ctx, manager.ctx.actor, "screen", uuidv7());
  const { id } = await create(doing(), "company", { name: "Mill" });
  const edit = doing();
  await update(edit, "company", id, { name: "New Mill", website: "https://mill.example" });
  const { id: product } = await create(doing(), "product", { code: "T-1", name: "Tea" });
  const birthday = ctx.catalogue.object("contact").fields.get("birthday")!.definition;
  birthday.sensitive = true;
  t.after(() => delete birthday.sensitive);
  const { id: contact } = await create(doing(), "contact", { name: "Asma Khan" });
  const secret = doing();
  await update(secret, "contact", contact, { birthday: "1990-04-05", jobTitle: "Owner" });

  const { data } = await listOperations(manager.ctx, { limit: 50 });
  const told = (operation: string) => data.find((each) => each.id === operation)?.changes;
  assert.deepEqual(told(edit.operationId), [
    {
      object: "company",
      recordId: id,
      title: "New Mill",
      changes: [
        { field: "name", from: "Mill", to: "New Mill" },
        { field: "website", from: null, to: "https://mill.example" },
      ],
    },
  ]);
  assert.deepEqual(
    told(secret.operationId)?.flatMap((each) => each.changes.map(({ field }) => field)),
    ["jobTitle"],
  );
  const narrowed = async (query: { object?: string; type?: string }) =>
    (await listOperations(manager.ctx, { limit: 50, ...query })).data.map(({ subject }) => subject?.id);
  assert.deepEqual(await narrowed({ object: "product" }), [product]);
  assert.deepEqual(await narrowed({ object: "company", type: "updated" }), [id]);
  assert.deepEqual(await narrowed({ object: "company", type: "deleted" }), []);
});
