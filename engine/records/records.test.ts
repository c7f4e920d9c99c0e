/** The one door and the one compiler, on real PostgreSQL. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { Conflict, Forbidden, InvalidInput, NotFound } from "#model/errors.ts";
import type { RecordJson } from "#model/json.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { list } from "../query/list.ts";
import { read } from "../query/read.ts";
import { batch, create, createRecords, remove, restore, update } from "./records.ts";

const page = async (...args: Parameters<typeof list>) =>
  JSON.parse(await list(...args)) as {
    data: RecordJson[];
    nextCursor: string | null;
    previousCursor: string | null;
    count: { value: number; exact: boolean } | null;
  };

test("a record is created, read, changed, put into the trash and taken out", async (t) => {
  const { ctx } = await testWorkspace(t);
  const made = await create(ctx, "company", {
    name: "Lahore Traders",
    emails: "Info@Lahore.example",
    phones: ["0300 1234567"],
    tags: ["vip"].slice(1),
  });
  assert.equal(made.title, "Lahore Traders");
  assert.equal(made.version, 1);
  const changed = await update(ctx, "company", made.id, { name: "Lahore Traders Ltd" }, { ifVersion: 1 });
  assert.equal(changed.version, 2);
  assert.equal((await update(ctx, "company", made.id, { createdAt: null })).version, 2, "nothing was asked for");
  await assert.rejects(
    update(ctx, "company", made.id, { name: "x" }, { ifVersion: 1 }),
    (error: Conflict) => error instanceof Conflict && error.current === 2,
  );
  await remove(ctx, "company", made.id);
  await assert.rejects(read(ctx, "company", made.id), NotFound);
  assert.equal((await restore(ctx, "company", made.id)).name, "Lahore Traders Ltd");
  const events = await ctx.db.query<{ type: string; after: string }>(
    sql`select type, after::text as after from events where record_id = ${made.id}::uuid order by id`,
  );
  assert.deepEqual(
    events.map((event) => event.type),
    ["created", "updated", "deleted", "restored"],
  );
  assert.deepEqual(JSON.parse(events[1]!.after), { name: "Lahore Traders Ltd" });
});

test("every fault is named by its field, and nothing is written", async (t) => {
  const { ctx } = await testWorkspace(t);
  await assert.rejects(
    create(ctx, "company", { name: "A", colour: "red", emails: "no address", website: 5 }),
    (error: InvalidInput) => {
      assert.ok(error instanceof InvalidInput);
      assert.deepEqual(error.issues.map((issue) => issue.path).sort(), ["colour", "emails", "website"].sort());
      return true;
    },
  );
  const [row] = await ctx.db.query(sql<{ n: number }>`select count(*)::int as n from companies`);
  assert.equal(row!.n, 0);
});

test("a list pages both ways through equal and missing sort values without gap or repeat", async (t) => {
  const { ctx } = await testWorkspace(t);
  const inputs = Array.from({ length: 137 }, (_, n) => ({
    name: `Company ${n % 7}`,
    number: String(n),
    ...(n % 3 === 0 ? {} : { industry: ["retail", "food"][n % 2] }),
  }));
  await createRecords(ctx, "company", inputs);
  for (const sort of ["name", "-name", "-createdAt", "number", "-number,name", "name,-number"]) {
    const forward: string[] = [];
    let cursor: string | undefined;
    let last: string | null = null;
    do {
      const got = await page(ctx, "company", { sort, limit: 10, cursor });
      forward.push(...got.data.map((row) => row.id));
      cursor = got.nextCursor ?? undefined;
      last = got.previousCursor;
    } while (cursor);
    assert.equal(new Set(forward).size, 137, sort);
    assert.equal(forward.length, 137, sort);
    const end = await page(ctx, "company", { sort, limit: 7, cursor: "end" });
    assert.deepEqual(
      end.data.map((row) => row.id),
      forward.slice(-7),
      sort,
    );
    const back = await page(ctx, "company", { sort, limit: 10, cursor: last! });
    assert.deepEqual(
      back.data.map((row) => row.id),
      forward.slice(120, 130),
      sort,
    );
  }
});

test("own and team rights hold in lists, single reads, filters over relations and writes", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const [team] = await createRecords(ctx, "team", [{ name: "North" }]);
  const teamId = team!.id!;
  const rep = await person("sales", [teamId]);
  const stranger = await person("sales");
  const mine = await create(rep.ctx, "company", { name: "Mine" });
  await create(ctx, "company", { name: "Team's", team: teamId });
  const other = await create(stranger.ctx, "company", { name: "Other's" });
  const seen = await page(rep.ctx, "company", { sort: "name" });
  assert.deepEqual(
    seen.data.map((row) => row.name),
    ["Mine", "Team's"],
  );
  assert.equal(seen.count!.value, 2);
  await assert.rejects(read(rep.ctx, "company", other.id), NotFound);
  await assert.rejects(update(rep.ctx, "company", other.id, { name: "Taken" }), NotFound);
  await assert.rejects(create(rep.ctx, "contact", { name: "Ali", company: other.id }), InvalidInput);
  const contact = await create(ctx, "contact", { name: "Sara", company: other.id, team: teamId });
  assert.equal((await read(rep.ctx, "contact", contact.id)).company, null);
  const hop = await page(rep.ctx, "contact", { filter: { field: "company.name", op: "startsWith", value: "other" } });
  assert.equal(hop.data.length, 0);
  const reader = await person("read-only").catch(() => person("readOnly"));
  await assert.rejects(update(reader.ctx, "company", mine.id, { name: "x" }), Forbidden);
});

test("q finds by the beginning of words, e-mails and phone digits", async (t) => {
  const { ctx } = await testWorkspace(t);
  await create(ctx, "company", {
    name: "Khan & Söhne",
    emails: "sales@khan.example",
    phones: "+92 300 1234567",
    number: "K-17",
  });
  await create(ctx, "company", { name: "محمد ٹریڈرز" });
  for (const q of ["kha", "söh", "sohne khan", "sales@kh", "0300 123", "923001", "K-17", "+92 300 1234567"])
    assert.equal((await page(ctx, "company", { q })).data.length, 1, q);
  assert.equal((await page(ctx, "company", { q: "محمد" })).data.length, 1);
  assert.equal((await page(ctx, "company", { q: "öhnchen" })).data.length, 0);
});

test("a batch tells of each operation and keeps the sound ones", async (t) => {
  const { ctx } = await testWorkspace(t);
  const outcomes = await batch(ctx, "product", [
    { op: "create", data: { name: "Cup", code: "C1" } },
    { op: "create", data: { name: "Cup again", code: "C1" } },
    { op: "upsert", key: { code: "C1" }, data: { name: "Tea cup" } },
    { op: "upsert", key: { code: "c1" }, data: { name: "Another cup" } },
    { op: "delete", id: "00000000-0000-7000-8000-000000000000" },
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.done),
    [true, false, true, true, false],
  );
});

test("a tag that nobody has used is made by its name; for who may make none, it is refused by its place", async (t) => {
  const { ctx, engine, workspace, person } = await testWorkspace(t);
  const made = await createRecords(ctx, "company", [
    { name: "A", tags: ["Gold", " gold "] },
    { name: "B", tags: "gold, silver" },
  ]);
  const tags = JSON.parse(await list(ctx, "tag", { sort: "name" })) as { data: { name: string }[] };
  assert.deepEqual(
    tags.data.map((tag) => tag.name),
    ["Gold", "silver"],
  );
  assert.deepEqual(
    ((await read(ctx, "company", made[0]!.id!)).tags as { title: string }[]).map((tag) => tag.title),
    ["Gold"],
  );
  const { ctx: rep } = await person("sales");
  const rights = structuredClone(rep.actor.rights!);
  rights.objects["tag"] = { read: "all", create: false, update: "none", delete: "none" };
  const bound = engine.context(workspace, { actor: { ...rep.actor, rights }, via: "api" });
  await assert.rejects(create(bound, "company", { name: "C", tags: ["new"] }), Forbidden);
  assert.equal((await create(bound, "company", { name: "C", tags: ["silver"] })).name, "C");
});
