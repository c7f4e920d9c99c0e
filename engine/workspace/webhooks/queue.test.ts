/** The queue of a webhook by itself, with nobody who sends: its order, its bounds, and who may look into it. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../../context.ts";
import { keepVault, Vault } from "../../identity/vault.ts";
import { create } from "../../records/records.ts";
import { uuidv7 } from "../../records/uuid.ts";
import { addMessages, finish } from "./deliveries.ts";
import { sendAgain } from "./log.ts";

const ANSWERED = { status: 200, text: "", error: null, retryAfter: null, ms: 1 };

async function queued(t: TestContext) {
  const made = await testWorkspace(t);
  keepVault(made.engine.catalogue, new Vault("s".repeat(40)));
  const roleOf = async (key: string): Promise<string> =>
    (await made.ctx.db.query(sql<{ id: string }>`select id from roles where key = ${key}`))[0]!.id;
  const hook = async (as: Context, role = "readOnly"): Promise<string> =>
    (
      await create(as, "webhook", {
        name: "ERP",
        address: "https://erp.example/",
        role: await roleOf(role),
        topics: [{ object: "company", on: ["created"] }],
      })
    ).id;
  return { ...made, hook };
}

const messageOf = (recordId: string) => ({
  message: `act_${uuidv7()}`,
  type: "action.x_send",
  object: "company",
  recordId,
  body: "{}",
});

async function until<T>(look: () => Promise<T>, fits: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await look();
    if (fits(found)) return found;
    await wait(25);
  }
  throw new Error("it never came to that");
}

test("what is added while the record's message before it is being finished can be sent; what is stuck is freed by hand", async (t) => {
  const { ctx, hook } = await queued(t);
  const id = await hook(ctx);
  const record = uuidv7();
  const add = () => ctx.transaction((inner) => addMessages(inner, id, [messageOf(record)]));
  const [first] = await add();
  const held = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const finishing = ctx.transaction(async (inner) => {
    await inner.db.query(sql`select 1 as one from webhook_places where webhook_id = ${id}::uuid for update`);
    held.resolve();
    await go.promise;
    await finish(inner, { id: first!, webhook_id: id, record_id: record }, "done", ANSWERED);
  });
  await held.promise;
  const adding = add();
  await until(
    () =>
      ctx.db.query(sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`),
    ([row]) => row!.n > 0,
  );
  go.resolve();
  await finishing;
  const [second] = await adding;
  const isHead = async () =>
    (await ctx.db.query(sql<{ head: boolean }>`select head from webhook_deliveries where id = ${second!}::uuid`))[0]!
      .head;
  assert.equal(await isHead(), true);
  await ctx.db.query(sql`update webhook_deliveries set head = false where id = ${second!}::uuid`);
  await sendAgain(ctx, id, second!);
  assert.equal(await isHead(), true);
});
