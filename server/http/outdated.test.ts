/** When a request is done once more with the objects and fields of now, and when what went wrong is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { makeContext, SYSTEM_ACTOR } from "#engine/context.ts";
import { readJson } from "#engine/query/read.ts";
import { create } from "#engine/records/records.ts";
import { TEST_WORKSPACE } from "#test/harness/template.ts";
import { testHouse } from "./house.fixtures.ts";
import { withShapeOfNow } from "./outdated.ts";

const noColumn = Object.assign(new Error("column x1 does not exist"), { code: "42703" });

test("who met a column that has just gone asks anew; who has written, or met another fault, is told", async (t) => {
  const { house, key } = await testHouse(t);
  const { workspaces } = house.engine;
  const fresh = async () => house.engine.systemContext(await workspaces.get(TEST_WORKSPACE));
  let ctx = await fresh();
  const renew = async (): Promise<void> => void (ctx = await fresh());
  const { speak } = await key("owner");
  const reshape = async (name: string): Promise<void> => {
    const field = { object: "contact", type: "text", label: { en: name } };
    assert.equal((await speak("POST", "/api/v1/custom-fields", field)).status, 201);
  };
  /** Asks; what is to go wrong goes wrong, then comes an answer. */
  const asking = async (failures: { error: Error; first?: () => Promise<void> }[]) => {
    let asked = 0;
    const answer = withShapeOfNow(
      workspaces,
      () => ctx,
      async () => {
        const failure = failures[asked++];
        await failure?.first?.();
        if (failure) throw failure.error;
        return "answered";
      },
      renew,
    );
    const said = await answer.catch((error: unknown) => error);
    return { said, asked };
  };
  assert.deepEqual(
    await asking([{ error: noColumn }]),
    { said: noColumn, asked: 1 },
    "the shape is the same: it is our own fault",
  );
  await reshape("Colour");
  const other = new Error("something else");
  assert.deepEqual(await asking([{ error: other }]), { said: other, asked: 1 });
  assert.deepEqual(await asking([{ error: noColumn }]), { said: "answered", asked: 2 });
  const three = ["Size", "Weight", "Length"].map((name) => ({ error: noColumn, first: () => reshape(name) }));
  assert.deepEqual(await asking(three), { said: "answered", asked: 4 }, "as often as it changes meanwhile");

  await reshape("Height");
  await ctx.transaction(async () => undefined);
  assert.deepEqual(await asking([{ error: noColumn }]), { said: noColumn, asked: 1 }, "what stands is not done twice");
});

test("what is written and what is read of it meet another shape each without an error", async (t) => {
  const { house, key } = await testHouse(t);
  const { workspaces } = house.engine;
  const { speak } = await key("owner");
  const field = { object: "contact", type: "text", name: "x_colour", label: { en: "Colour" } };
  const made = await speak("POST", "/api/v1/custom-fields", field);
  const before = await workspaces.get(TEST_WORKSPACE);
  const goes = async (): Promise<void> => {
    for (const [method, path] of [
      ["DELETE", ""],
      ["POST", "/purge"],
    ] as const) {
      const gone = await speak(method, `/api/v1/custom-fields/${made.body.id}${path}`, path ? {} : undefined);
      assert.ok(gone.status < 300, JSON.stringify(gone.body));
    }
  };
  const workspaceOfNow = () => (workspaces.forget(), workspaces.get(TEST_WORKSPACE));
  const ctx = makeContext(house.engine.database, before, { actor: SYSTEM_ACTOR, via: "api", workspaceOfNow });
  // Read after the commit: the field has gone in between, and the record stands.
  const read = await ctx.transaction(
    async (inner) => (await create(inner, "contact", { name: "Read anew" })).id,
    async (after, id) => {
      if (after.catalogue === before.catalogue) await goes();
      return readJson(after, "contact", id);
    },
  );
  assert.equal((JSON.parse(read.json) as { title: string }).title, "Read anew");
  assert.equal(ctx.committed(), true);
  // Written: nothing of it stands, so that all may be done anew.
  const late = makeContext(house.engine.database, before, { actor: SYSTEM_ACTOR, via: "api", workspaceOfNow });
  await assert.rejects(
    create(late, "contact", { name: "Written anew", x_colour: "red" }),
    (error: Error & { code?: string }) => error.code === "42703",
  );
  assert.equal(late.committed(), false);
});

test("a refusal says whether something of the request may stand", async (t) => {
  const { house, database, key } = await testHouse(t);
  const { speak } = await key("owner");
  const { schema } = await house.engine.workspaces.get(TEST_WORKSPACE);
  const other = new pg.Client(database.config);
  await other.connect();
  /** Creates a company while somebody else keeps a table to themselves, for longer than a request waits. */
  const whileHeld = async (table: string, name: string) => {
    await other.query(`begin; lock table ${schema}.${table} in access exclusive mode`);
    const { status, body } = await speak("POST", "/api/v1/companies", { name });
    await other.query("rollback");
    return { status, mayStand: body["mayStand"] };
  };
  // Tags of the new company are only read, for the answer, after its commit.
  assert.deepEqual(await whileHeld("company_tags", "Stands"), { status: 503, mayStand: true });
  assert.deepEqual(await whileHeld("companies", "Stands not"), { status: 503, mayStand: undefined });
  await other.end();
  const { body } = await speak("GET", "/api/v1/companies");
  assert.deepEqual(
    (body["data"] as { name: string }[]).map(({ name }) => name),
    ["Stands"],
  );
});
