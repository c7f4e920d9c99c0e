/** While the disk is nearly full nothing is written and all is read; what says that it is full is told in words, and jobs wait. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import { sql } from "#model/sql.ts";
import { defineJob } from "#engine/jobs/definition.ts";
import { enqueue, readJob } from "#engine/jobs/queue.ts";
import type { Space } from "#engine/space.ts";
import { settled } from "#test/harness/jobs.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { testHouse } from "./house.fixtures.ts";
import { problemOf } from "./problem.ts";
import { askedAsLogin } from "#test/harness/login.ts";

/** Says of a disk that it is full, until told otherwise. */
function fillUp(t: TestContext, space: Space): { empty(): void } {
  const told = t.mock.getter(space, "full", () => true);
  return { empty: () => told.mock.restore() };
}

test("writes are refused with 507 and words, reading and signing in go on, and room is all it needs", async (t) => {
  const { house, key, person, signIn, stranger } = await testHouse(t);
  const { speak } = await key("owner");
  const { email } = await person("sales");
  const disk = fillUp(t, house.space);
  for (const [method, url, body] of [
    ["POST", "/api/v1/companies", { name: "Acme" }],
    ["POST", "/api/v1/companies/batch", { operations: [{ op: "create", data: { name: "Acme" } }] }],
    ["POST", "/api/v1/exports", { kind: "list", object: "company" }],
  ] as const) {
    const { status, body: problem, headers } = await speak(method, url, body);
    assert.deepEqual([status, problem.code, Number(headers["retry-after"]) > 0], [507, "storage_full", true], url);
    assert.match(problem.detail, /disk of the server is full. Nothing was changed/);
  }
  const read = await speak("GET", "/api/v1/companies");
  assert.deepEqual([read.status, read.body.data], [200, []]);
  assert.match(await signIn(email), /session/);
  const { status, body } = await stranger("GET", "/health");
  assert.deepEqual([status, body.disk], [200, "full: nothing is written until there is room"]);
  disk.empty();
  assert.equal((await speak("POST", "/api/v1/companies", { name: "Acme" })).status, 201);
});

test("an upload that fills the disk is refused, and nothing of it stays", async (t) => {
  const { house } = await testHouse(t);
  let full = { empty: (): void => undefined };
  const bytes = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.alloc(100_000, "a");
    full = fillUp(t, house.space);
    yield Buffer.alloc(100_000, "b");
  };
  const put = house.files.put("w", Readable.from(bytes()), { maxBytes: 1e9, claimedType: "text/csv" });
  await assert.rejects(put, { status: 507 });
  assert.deepEqual(await readdir(`${house.files.folder}/w/making`), []);
  full.empty();
});

test("PostgreSQL's and the system's own words for it are the same problem", async (t) => {
  const { ctx } = await testHouse(t);
  const full = sql`do $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`;
  await assert.rejects(
    ctx.transaction(({ db }) => db.query(full)),
    { status: 507, code: "storage_full" },
  );
  for (const code of ["ENOSPC", "EDQUOT"]) {
    const { problem, headers } = problemOf(Object.assign(new Error(code), { code }), "id");
    assert.deepEqual([problem.status, headers["retry-after"]], [507, "30"], code);
  }
});

test("a job that finds the disk full waits and is not given up, however often", async (t) => {
  let full = true;
  const filling = defineJob({
    name: "filling",
    input: z.strictObject({}),
    run: () =>
      full ? Promise.reject(Object.assign(new Error("no space"), { code: "ENOSPC" })) : Promise.resolve(null),
  });
  const { engine, ctx } = await testWorkspace(t, { jobs: [filling] });
  await engine.jobs.start();
  const id = await enqueue(ctx, "filling", {}, { attempts: 1 });
  const waits = async (): Promise<boolean> => {
    const { status, error } = await readJob(ctx, id);
    return status === "queued" && error === "no space";
  };
  while (!(await waits())) assert.notEqual((await readJob(ctx, id)).status, "failed");
  assert.equal((await readJob(ctx, id)).attempts, 0);
  full = false;
  await askedAsLogin(
    ctx,
    sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at := now())::text`,
  );
  assert.equal((await settled(ctx, id)).status, "done");
});
