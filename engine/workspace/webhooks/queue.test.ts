/** The queue of a webhook by itself, with nobody who sends: its order, its bounds, and who may look into it. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../../context.ts";
import { keepVault, Vault } from "../../identity/vault.ts";
import { addToQueue } from "../../jobs/queue.ts";
import { create, purgeRecords, remove, update } from "../../records/records.ts";
import { uuidv7 } from "../../records/uuid.ts";
import { runAction } from "../actions/run.ts";
import { addMessages, claimDue, finish, LEASE_MS, MOST_WAITING, putOff } from "./deliveries.ts";
import { listDeliveries, readDelivery, sendAgain, tidyDeliveries } from "./log.ts";
import { startReplay } from "./replay.job.ts";
import { renewSecret } from "./secrets.ts";
import { askedAsLogin } from "#test/harness/login.ts";

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
    await finish(inner, { id: first!, webhook_id: id, record_id: record, attempts: 0 }, "done", ANSWERED);
  });
  await held.promise;
  const adding = add();
  await until(
    () =>
      askedAsLogin(
        ctx,
        sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
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

test("nobody looks into what a webhook sends, or has it send, whose role may read more than they", async (t) => {
  const { ctx, hook, person, engine, workspace } = await queued(t);
  const id = await hook(ctx, "admin");
  const [one] = await ctx.transaction((inner) => addMessages(inner, id, [messageOf(uuidv7())]));
  const manager = await person("manager");
  const rights = structuredClone(manager.ctx.actor.rights!);
  const setter = engine.context(workspace, {
    actor: { ...manager.ctx.actor, rights: { ...rights, capabilities: ["settings"] } },
    via: "api",
  });
  const range = { from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" };
  const refused = { name: "Forbidden", message: /may do more than yours/ };
  const tried = JSON.stringify([{ at: "2026-01-01T00:00:00.000Z", status: 200, ms: 1, error: null, answer: "echo" }]);
  await ctx.db.query(sql`update webhook_deliveries set tries = ${tried}::jsonb`);
  const [listed] = (await listDeliveries(setter, id, { limit: 10 })).data;
  const { status, answer } = listed!.last as { status: number; answer: string };
  assert.deepEqual([status, answer], [200, ""]);
  await assert.rejects(readDelivery(setter, id, one!), refused);
  await assert.rejects(sendAgain(setter, id, one!), refused);
  await assert.rejects(startReplay(setter, { webhook: id, ...range }), refused);
  const calling = { object: "company", label: { en: "Send" }, steps: [{ do: "webhook", webhook: id }] };
  await assert.rejects(create(setter, "customAction", calling), refused);
  await create(ctx, "customAction", calling);
  assert.equal((await readDelivery(ctx, id, one!)).body, "{}");
});

test("a replay for which there is no room lets other jobs go before, and ends where its webhook is switched off", async (t) => {
  const { ctx, hook, engine, workspace } = await queued(t);
  await engine.jobs.prepare();
  const id = await hook(ctx);
  await ctx.db.query(sql`update webhook_places set waiting = 5000 where webhook_id = ${id}::uuid`);
  const job = await startReplay(ctx, { webhook: id, from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" });
  await engine.jobs.start(1);
  const later = await until(
    () =>
      askedAsLogin(
        ctx,
        sql<{ status: string; attempts: number }>`
        select r.status, r.attempts from job_runs r join graphile_worker.jobs j on j.key = ${workspace.schema} || '.' || r.id
        where r.id = ${job}::uuid and r.started_at is not null and j.run_at > now() + interval '5 seconds'`,
      ),
    (rows) => rows.length > 0,
  );
  assert.deepEqual(later, [{ status: "queued", attempts: 0 }], "waiting is no failed attempt");
  await update(ctx, "webhook", id, { active: false });
  await addToQueue(ctx.db, workspace.schema, job, 5, 0);
  const ended = await settled(ctx, job);
  assert.deepEqual([ended.status, ended.error], ["failed", "The webhook is gone or switched off"]);
});

test("a sender whose lease is over says nothing about a message that another sends now", async (t) => {
  const { ctx, hook, engine, workspace } = await queued(t);
  const id = await hook(ctx);
  await renewSecret(ctx, id);
  const record = uuidv7();
  await ctx.transaction((inner) => addMessages(inner, id, [messageOf(record), messageOf(record)]));
  const [stale] = await claimDue(ctx);
  const now = () => new Date(Date.now() + LEASE_MS + 1_000);
  const later = engine.context(workspace, { actor: ctx.actor, via: "system", now });
  const [fresh] = await claimDue(later);
  assert.deepEqual([stale!.id, fresh!.attempts], [fresh!.id, 2]);
  const state = async () =>
    (
      await ctx.db.query(sql<{ status: string; claimed: boolean }>`
      select status, claimed from webhook_deliveries where id = ${stale!.id}::uuid`)
    )[0];
  await ctx.transaction((inner) => putOff(inner, stale!, new Date(), ANSWERED));
  assert.deepEqual(await state(), { status: "waiting", claimed: true });
  await ctx.transaction((inner) => finish(inner, stale!, "dead", ANSWERED));
  assert.deepEqual(await state(), { status: "waiting", claimed: true });
  await ctx.transaction((inner) => finish(inner, fresh!, "done", ANSWERED));
  assert.deepEqual(await state(), { status: "done", claimed: false });
});

test("an action does not pile up what its webhook cannot send", async (t) => {
  const { ctx, hook } = await queued(t);
  const id = await hook(ctx);
  await create(ctx, "customAction", {
    object: "company",
    label: { en: "Send" },
    steps: [{ do: "webhook", webhook: id }],
  });
  const company = await create(ctx, "company", { name: "Chenab" });
  await ctx.db.query(sql`update webhook_places set waiting = ${MOST_WAITING} where webhook_id = ${id}::uuid`);
  await assert.rejects(runAction(ctx, "company", "x_send", company.id, {}), { name: "Conflict", message: /too many/ });
  await ctx.db.query(sql`update webhook_places set waiting = waiting - 1 where webhook_id = ${id}::uuid`);
  await runAction(ctx, "company", "x_send", company.id, {});
});

test("what waits for a webhook that has long been off is forgotten", async (t) => {
  const { ctx, hook } = await queued(t);
  const [long, short, on] = [await hook(ctx), await hook(ctx), await hook(ctx)];
  for (const id of [long, short, on])
    await ctx.transaction((inner) => addMessages(inner, id, [messageOf(uuidv7()), messageOf(uuidv7())]));
  for (const id of [long, short]) await update(ctx, "webhook", id, { active: false });
  await ctx.db.query(sql`update webhooks set updated_at = now() - interval '61 days' where id <> ${short}::uuid`);
  await tidyDeliveries(ctx);
  const left = await ctx.db.query(sql<{ id: string; waiting: number; rows: number }>`
    select webhook_id as id, waiting, (select count(*)::int from webhook_deliveries d where d.webhook_id = p.webhook_id) as rows
    from webhook_places p order by 1`);
  assert.deepEqual(
    left,
    [long, short, on].map((id) => ({ id, waiting: id === long ? 0 : 2, rows: id === long ? 0 : 2 })),
  );
});

test("what is purged is in no webhook's queue or log any more", async (t) => {
  const { ctx, hook } = await queued(t);
  const id = await hook(ctx);
  const [gone, kept] = [await create(ctx, "company", { name: "Gone" }), await create(ctx, "company", { name: "Kept" })];
  const add = (record: string) => ctx.transaction((inner) => addMessages(inner, id, [messageOf(record)]));
  const [sent] = await add(gone.id);
  await ctx.transaction((inner) =>
    finish(inner, { id: sent!, webhook_id: id, record_id: gone.id, attempts: 0 }, "done", ANSWERED),
  );
  await add(gone.id);
  await add(kept.id);
  await remove(ctx, "company", gone.id);
  await purgeRecords(ctx, "company", [gone.id]);
  const left = await ctx.db.query(sql<{ record: string; waiting: number }>`
    select d.record_id as record, p.waiting from webhook_deliveries d join webhook_places p on p.webhook_id = d.webhook_id`);
  assert.deepEqual(left, [{ record: kept.id, waiting: 1 }]);
});
