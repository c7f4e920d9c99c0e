/** Webhooks from the change to the receiver: signed, in order, with the rights of a role, again where it failed. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "#model/sql.ts";
import { settled } from "#test/harness/jobs.ts";
import { othersOver } from "#test/harness/others-over.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../../context.ts";
import { keepVault, Vault } from "../../identity/vault.ts";
import { Notices } from "../../identity/notices.ts";
import { keepOutbound } from "../../outbound/kept.ts";
import { Outbound } from "../../outbound/request.ts";
import { read } from "../../query/read.ts";
import { create, createRecords, remove, update } from "../../records/records.ts";
import { LEASE_MS } from "./deliveries.ts";
import { listDeliveries, readDelivery, readHealth, sendAgain } from "./log.ts";
import { receiver, type Got } from "./receiver.fixtures.ts";
import { startReplay } from "./replay.job.ts";
import { renewSecret } from "./secrets.ts";
import { WebhookSender } from "./sender.ts";
import { sendTrial } from "./trial.ts";

async function hooked(t: TestContext, hosts: string[]) {
  const made = await testWorkspace(t);
  const { engine, database, ctx } = made;
  keepVault(engine.catalogue, new Vault("s".repeat(40)));
  const outbound = new Outbound({ trusted: new Set(hosts) });
  keepOutbound(engine.catalogue, outbound);
  const notices = new Notices(database.config);
  let late = 0;
  const now = () => new Date(Date.now() + late);
  const off: string[] = [];
  const begin = () =>
    new WebhookSender({
      workspaces: () => engine.workspaces.list(),
      context: (workspace) => engine.context(workspace, { actor: ctx.actor, via: "system", now }),
      notices,
      fault: () => undefined,
      outbound,
      tellOff: async (_ctx, webhook, reason) => void off.push(`${webhook.name} ${reason}`),
    });
  const sender = begin();
  await notices.start();
  t.after(async () => {
    await notices.stop();
    outbound.close();
    await sender.close();
  });
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = 'readOnly'`);
  const make = async (as: Context, values: object): Promise<{ id: string; secret: string }> => {
    const { id } = await create(as, "webhook", { name: "ERP", role: role!.id, ...values });
    return { id, secret: await renewSecret(as, id) };
  };
  return { ...made, make, off, sender, begin, laterBy: (ms: number) => (late += ms), role: role!.id };
}

const signatureOf = (got: Got, secret: string) =>
  `v1,${createHmac("sha256", Buffer.from(secret.replace("whsec_", ""), "base64"))
    .update(`${got.headers["webhook-id"]}.${got.headers["webhook-timestamp"]}.${got.body}`)
    .digest("base64")}`;

const ALL_COMPANIES = [{ object: "company", on: ["created", "updated", "deleted", "restored", "purged"] }];

async function settledTo<T>(look: () => Promise<T>, fits: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await look();
    if (fits(found)) return found;
    await wait(25);
  }
  throw new Error("it never came to that");
}

test("changes arrive signed, each once and in order, with what they changed; a new secret is valid beside the former", async (t) => {
  const there = await receiver(t);
  const { ctx, make } = await hooked(t, [there.host]);
  const { id, secret } = await make(ctx, { address: there.url, topics: ALL_COMPANIES });
  const company = await create(ctx, "company", { name: "Chenab Mills" });
  await update(ctx, "company", company.id, { name: "Chenab Textile" });
  await remove(ctx, "company", company.id);
  await there.until((got) => got.length === 3);
  assert.deepEqual(
    there.got.map(({ told }) => [told.type, told.data.id, told.data.version, told.data.record?.name]),
    [
      ["company.created", company.id, 1, there.got[0]!.told.data.record.name],
      ["company.updated", company.id, 2, there.got[1]!.told.data.record.name],
      ["company.deleted", company.id, 3, "Chenab Textile"],
    ],
  );
  const renamed = there.got[1]!.told.data.changes.find((each: { field: string }) => each.field === "name");
  assert.deepEqual(renamed, { field: "name", from: "Chenab Mills", to: "Chenab Textile" });
  for (const got of there.got) assert.equal(got.headers["webhook-signature"], signatureOf(got, secret));
  assert.equal(new Set(there.got.map((got) => got.id)).size, 3);
  const second = await renewSecret(ctx, id);
  await create(ctx, "company", { name: "Ravi" });
  await there.until((got) => got.length === 4);
  const both = there.got[3]!;
  assert.equal(both.headers["webhook-signature"], `${signatureOf(both, second)} ${signatureOf(both, secret)}`);
  const [kept] = await ctx.db.query(sql<{ secret: string }>`select secret from webhook_secrets`);
  assert.ok(!kept!.secret.includes(second.slice(8, 30)), "the secret does not stand in the database as it is");
  const { data } = await settledTo(
    () => listDeliveries(ctx, id, { limit: 10 }),
    (log) => log.data.every((each) => each.status === "done"),
  );
  assert.deepEqual(
    data.map((each) => each.type),
    ["company.created", "company.deleted", "company.updated", "company.created"],
  );
});

test("only what the role may read, the filter lets through and the fields name is sent", async (t) => {
  const there = await receiver(t);
  const { ctx, make, person } = await hooked(t, [there.host]);
  const admin = await person("owner");
  const rights = (await read(ctx, "role", admin.ctx.actor.roleId!))["rights"] as { objects: Record<string, object> };
  const limited = await create(ctx, "role", {
    name: "Limited",
    rights: {
      ...rights,
      capabilities: [],
      objects: {
        ...rights.objects,
        company: { read: "all", create: false, update: "none", delete: "none", fields: { website: "hidden" } },
        user: { read: "none", create: false, update: "none", delete: "none" },
      },
    },
  });
  const topics = [
    { object: "company", on: ["created", "updated"], filter: { field: "industry", op: "eq", value: "Cotton" } },
  ];
  await make(admin.ctx, { address: there.url, role: limited.id, topics });
  await make(admin.ctx, {
    name: "Names",
    address: there.url,
    role: limited.id,
    topics: [{ ...topics[0], fields: ["name"] }],
  });
  await create(admin.ctx, "company", { name: "Steel", industry: "Steel" });
  const made = await create(admin.ctx, "company", {
    name: "Mine",
    industry: "Cotton",
    website: "https://canary.example",
  });
  await update(admin.ctx, "company", made.id, { website: "https://canary2.example" });
  await update(admin.ctx, "company", made.id, { number: "C-1" });
  await create(admin.ctx, "company", { name: "Last", industry: "Cotton" });
  const named = (got: Got) => !("industry" in got.told.data.record);
  await there.until((got) => got.filter(named).length === 2 && got.length === 5);
  assert.ok(there.got.every(({ body }) => !body.includes("canary") && !body.includes("website")));
  assert.ok(
    there.got.every(({ told }) => told.data.by === null),
    "the role may see no users",
  );
  assert.deepEqual(
    there.got.filter(named).map(({ told }) => Object.keys(told.data.record).toSorted()),
    Array.from({ length: 2 }, () => ["id", "name", "title", "version"]),
  );
  await assert.rejects(
    make(admin.ctx, {
      address: there.url,
      role: limited.id,
      topics: [{ object: "company", on: ["created"], fields: ["website"] }],
    }),
    { name: "InvalidInput", message: /website/ },
  );
  await assert.rejects(
    make(admin.ctx, {
      address: there.url,
      role: limited.id,
      topics: [{ object: "company", on: ["created"], filter: { field: "website", op: "eq", value: "x" } }],
    }),
    { name: "InvalidInput" },
  );
  await assert.rejects(make(admin.ctx, { address: "http://10.0.0.1/", topics }), { message: /https/ });
  const manager = await person("manager");
  await assert.rejects(make(manager.ctx, { address: there.url, topics }), { name: "Forbidden" });
});

test("a record that fails holds back its own changes only; it is tried again, given up at last, and can be sent again", async (t) => {
  const there = await receiver(t);
  const { ctx, make, laterBy, sender } = await hooked(t, [there.host]);
  void sender;
  const { id } = await make(ctx, { address: there.url, topics: ALL_COMPANIES });
  const bad = await create(ctx, "company", { name: "Bad" });
  await there.until((got) => got.length === 1);
  there.answerWith((got, reply) => void reply.writeHead(got.told.data.id === bad.id ? 500 : 200).end("sorry"));
  await update(ctx, "company", bad.id, { name: "Bad 2" });
  await update(ctx, "company", bad.id, { name: "Bad 3" });
  await createRecords(ctx, "company", [{ name: "Good 1" }, { name: "Good 2" }]);
  await there.until((got) => got.filter(({ told }) => told.data.id !== bad.id).length === 2);
  const ofBad = () => there.got.filter(({ told }) => told.data.id === bad.id && told.type === "company.updated");
  const tried = new Set(ofBad().map((got) => got.id));
  assert.equal(tried.size, 1, "the later change waits behind the one that fails");
  for (let tries = 2; tries <= 10; tries += 1) {
    await settledTo(
      () => ctx.db.query(sql<{ n: number }>`select count(*)::int as n from webhook_deliveries where claimed`),
      ([row]) => row!.n === 0,
    );
    laterBy(25 * 3_600_000);
    // The address itself answers others all the while.
    await create(ctx, "company", { name: `Good again ${tries}` });
    await there.until(() => ofBad().filter((got) => tried.has(got.id)).length >= tries || ofBad().length >= tries);
  }
  const [dead] = (
    await settledTo(
      () => listDeliveries(ctx, id, { status: "dead", limit: 10 }),
      (log) => log.data.length > 0,
    )
  ).data;
  const told = await readDelivery(ctx, id, dead!.id);
  assert.equal(told.attempts, 10);
  assert.equal((told.tries as { status: number; answer: string }[])[9]!.answer, "sorry");
  there.answerWith((_got, reply) => void reply.writeHead(200).end());
  await there.until((got) => got.some((one) => one.told.data.id === bad.id && one.told.data.version === 3));
  const before = there.got.length;
  await sendAgain(ctx, id, dead!.id);
  await there.until((got) => got.slice(before).some((one) => one.id === dead!.message));
});

test("an address that is down rests, comes back, and gets all in order; after days it is switched off", async (t) => {
  const there = await receiver(t, (_got, reply) => void reply.writeHead(503).end());
  const { ctx, make, laterBy, off } = await hooked(t, [there.host]);
  const { id } = await make(ctx, { address: there.url, topics: ALL_COMPANIES });
  const ids = (
    await createRecords(
      ctx,
      "company",
      Array.from({ length: 12 }, (_, n) => ({ name: `C ${n}` })),
    )
  ).map((one) => one.id!);
  for (const one of ids) await update(ctx, "company", one, { industry: "Cotton" });
  const failing = await settledTo(
    () => readHealth(ctx),
    ([health]) => health!.state === "failing" && health!.waiting === 24 && there.got.length >= 5,
  );
  assert.equal(failing[0]!.lastStatus, 503);
  laterBy(3_600_000);
  there.answerWith((_got, reply) => void reply.writeHead(200).end());
  const versions = (one: string) =>
    there.got.filter(({ told }) => told.data.id === one).map(({ told }) => told.data.version);
  await there.until(() => ids.every((one) => versions(one).includes(2)));
  for (const one of ids)
    assert.deepEqual(
      versions(one),
      versions(one).toSorted((a, b) => a - b),
      "in order",
    );
  there.answerWith((_got, reply) => void reply.writeHead(500).end());
  await create(ctx, "company", { name: "Late" });
  await settledTo(
    () => readHealth(ctx),
    ([health]) => health!.state === "failing",
  );
  laterBy(6 * 24 * 3_600_000);
  await settledTo(
    () => read(ctx, "webhook", id),
    (webhook) => webhook["active"] === false,
  );
  assert.equal((await read(ctx, "webhook", id))["offReason"], "failing");
  assert.deepEqual(off, ["ERP failing"]);
  there.answerWith((_got, reply) => void reply.writeHead(410).end());
  await update(ctx, "webhook", id, { active: true });
  await settledTo(
    () => read(ctx, "webhook", id),
    (webhook) => webhook["offReason"] === "gone",
  );
});

test("who may not work here any more sends nothing more, nor does a role that was given more than they may", async (t) => {
  const there = await receiver(t);
  const { ctx, make, person } = await hooked(t, [there.host]);
  const admin = await person("admin");
  const { id } = await make(admin.ctx, { address: there.url, topics: ALL_COMPANIES });
  await ctx.db.query(sql`update users set status = 'suspended' where id = ${admin.id}::uuid`);
  await create(ctx, "company", { name: "Secret" });
  const webhook = await settledTo(
    () => read(ctx, "webhook", id),
    (found) => found["active"] === false,
  );
  assert.equal(webhook["offReason"], "person");
  assert.equal(there.got.length, 0);
});

test("a test message says at once what came back; nothing of ours is reached that nobody vouches for", async (t) => {
  const there = await receiver(t, (_got, reply) => void reply.writeHead(401).end("who are you?"));
  const { ctx, make } = await hooked(t, [there.host]);
  const { id } = await make(ctx, { address: there.url, topics: [] });
  const answered = await sendTrial(ctx, id);
  assert.deepEqual([answered.status, answered.text], [401, "who are you?"]);
  assert.equal(there.got[0]!.told.type, "webhook.test");
  await assert.rejects(update(ctx, "webhook", id, { address: "https://127.0.0.1:1/" }), { name: "InvalidInput" });
});

test("the lines of the guide by which a receiver verifies do so", async (t) => {
  const guide = await readFile(join(import.meta.dirname, "../../../docs/guides/webhooks.md"), "utf8");
  const code = /```js\n([\s\S]*?)```/.exec(guide)![1]!;
  const { verify } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    verify: (secret: string, headers: Record<string, string>, body: string) => boolean;
  };
  const there = await receiver(t);
  const { ctx, make } = await hooked(t, [there.host]);
  const { secret } = await make(ctx, { address: there.url, topics: ALL_COMPANIES });
  await create(ctx, "company", { name: "Chenab" });
  await there.until((got) => got.length === 1);
  const [{ headers, body }] = there.got as [Got];
  assert.equal(verify(secret, headers, body), true);
  assert.equal(verify(secret, headers, `${body} `), false);
  assert.equal(verify(`whsec_${Buffer.from("other").toString("base64")}`, headers, body), false);
  assert.equal(verify(secret, { ...headers, "webhook-timestamp": "1700000000" }, body), false);
});

test("a sender that dies while it sends loses nothing; poison receivers hold up nobody else", async (t) => {
  const good = await receiver(t);
  const poison = await receiver(t, (got, reply) => {
    if (got.path === "/never") return;
    if (got.path === "/reset") return void reply.socket!.resetAndDestroy();
    reply.writeHead(200);
    if (got.path === "/huge") return void reply.end("x".repeat(4_000_000));
    const drip = setInterval(() => reply.write("x"), 20);
    reply.on("close", () => clearInterval(drip));
  });
  const { ctx, make, sender, begin, laterBy } = await hooked(t, [good.host, poison.host]);
  for (const path of ["never", "reset", "huge", "drip"])
    await make(ctx, { name: path, address: `http://${poison.host}/${path}`, topics: ALL_COMPANIES });
  await make(ctx, { address: good.url, topics: ALL_COMPANIES });
  // Answers only when it is told to: its sender is gone by then.
  const held: (() => void)[] = [];
  good.answerWith((_got, reply) => void held.push(() => reply.writeHead(200).end()));
  const made = await createRecords(
    ctx,
    "company",
    Array.from({ length: 20 }, (_, n) => ({ name: `C ${n}` })),
  );
  await good.until((got) => got.length === 5);
  void sender.close();
  const before = good.got.map((got) => got.id);
  good.answerWith((_got, reply) => void reply.writeHead(200).end());
  laterBy(LEASE_MS + 1_000);
  const second = begin();
  t.after(() => second.close());
  await good.until((got) => new Set(got.map(({ told }) => told.data.id)).size === made.length && got.length >= 25);
  for (const id of before)
    assert.equal(good.got.filter((got) => got.id === id).length, 2, "sent once more with its id");
  assert.equal(new Set(good.got.map((got) => got.id)).size, made.length);
  for (const end of held) end();
});

test("a range of time is sent again by a job, with the ids that the messages had; what was before the webhook too", async (t) => {
  const there = await receiver(t);
  const { ctx, engine, make } = await hooked(t, [there.host]);
  await engine.jobs.prepare();
  await engine.jobs.start(1);
  await create(ctx, "company", { name: "Before" });
  // A webhook hears of what has changed while anybody was at work who is so yet; others at this PostgreSQL are.
  await othersOver(ctx);
  const { id } = await make(ctx, { address: there.url, topics: ALL_COMPANIES });
  await create(ctx, "company", { name: "After" });
  await there.until((got) => got.length === 1);
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  const job = await settled(ctx, await startReplay(ctx, { webhook: id, from, to }));
  assert.deepEqual([job.status, job.result], ["done", { sent: 2 }]);
  await there.until((got) => got.length === 3);
  // Two records are not sent one after the other.
  const again = new Map(there.got.slice(1).map(({ id: message, told }) => [told.data.record.name, message]));
  assert.deepEqual(new Set(again.keys()), new Set(["After", "Before"]));
  assert.equal(again.get("After"), there.got[0]!.id);
  await assert.rejects(startReplay(ctx, { webhook: id, from: to, to: from }), { name: "InvalidInput" });
});
