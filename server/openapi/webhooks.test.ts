/** What the document says of webhooks is what they are sent. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CHANGE_TYPES, type DeedType } from "#engine/events/append.ts";
import { create, purgeRecords, remove, restore, update } from "#engine/records/records.ts";
import { runAction } from "#engine/workspace/actions/run.ts";
import { fanOut } from "#engine/workspace/webhooks/fan-out.ts";
import { renewSecret } from "#engine/workspace/webhooks/secrets.ts";
import { sql } from "#model/sql.ts";
import { othersOver } from "#test/harness/others-over.ts";
import { testHouse } from "../http/house.fixtures.ts";
import { calledSchema, eventSchema, toldObjects } from "./webhooks.ts";

test("each kind of change of each object is described, and arrives as described, of a company's own objects too", async (t) => {
  const { ctx: system, house, person } = await testHouse(t);
  await create(system, "customObject", { name: "x_vehicle", label: { en: { one: "Vehicle", many: "Vehicles" } } });
  const workspace = await house.engine.workspaces.get("test");
  const ctx = house.engine.systemContext(workspace);
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'owner'`);
  const told = ["company", "product", "activity", "tag", "x_vehicle"];
  const topics = told.map((object) => ({ object, on: [...CHANGE_TYPES] }));
  const hook = await create(ctx, "webhook", { name: "All", address: "https://all.example/", role: role!.id, topics });
  await renewSecret(ctx, hook.id);
  const bodies = async () => {
    await othersOver(ctx);
    for (let more = true; more;) {
      const out = await fanOut(ctx, hook.id);
      more = "more" in out && out.more;
    }
    const rows = await ctx.db.query(sql<{ body: string }>`select body from webhook_deliveries order by place`);
    return rows.map(({ body }) => JSON.parse(body) as { type: string });
  };
  const sent: { type: string }[] = [];
  for (const object of told) {
    const { id } = await create(
      ctx,
      object,
      object === "activity" ? { kind: "note", body: "Called" } : { name: "First" },
    );
    await update(ctx, object, id, object === "activity" ? { body: "Again" } : { name: "Second" });
    await remove(ctx, object, id);
    await restore(ctx, object, id);
    await remove(ctx, object, id);
    // What is purged leaves the queue.
    sent.push(...(await bodies()));
    await purgeRecords(ctx, object, [id]);
  }
  const steps = [{ do: "webhook", webhook: hook.id }];
  await create(ctx, "customAction", { object: "company", label: { en: "Send" }, steps });
  const { id } = await create(ctx, "company", { name: "Chenab" });
  await runAction(ctx, "company", "x_send", id, {});
  sent.push(...(await bodies()));
  const met = new Set<string>();
  for (const body of sent) {
    const [name, type] = body.type.split(".") as [string, DeedType];
    const shape = name === "action" ? calledSchema : eventSchema(ctx.catalogue.object(name), type, workspace.catalogue);
    const parsed = shape.safeParse(body);
    assert.ok(parsed.success, `${JSON.stringify(parsed.error?.issues)} in ${JSON.stringify(body)}`);
    met.add(body.type);
  }
  for (const name of told) for (const type of CHANGE_TYPES) assert.ok(met.has(`${name}.${type}`), `${name}.${type}`);
  assert.ok(met.has("action.x_send"));

  const { body: document } = await (await person("admin")).speak("GET", "/api/v1/workspace/openapi.json");
  const described = Object.keys(document.webhooks);
  const expected = toldObjects(workspace.catalogue).flatMap(({ name }) =>
    CHANGE_TYPES.map((type) => `${name}.${type}`),
  );
  assert.deepEqual(described, [...expected, "action", "webhook.test"]);
  assert.ok(described.includes("x_vehicle.purged"));
  const { schema } = document.webhooks["x_vehicle.created"].post.requestBody.content["application/json"];
  assert.equal(schema.properties.data.$ref, "#/components/schemas/X_vehicleChange");
  assert.ok(document.components.schemas["X_vehicleChange"].properties.record);
});
