/** One effect for one key: many at once, afterwards, with another body, of another caller, after a day. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { testHouse } from "./house.fixtures.ts";

test("fifty at once and one later have one effect and the very same answer", async (t) => {
  const { ctx, key } = await testHouse(t);
  const { speak } = await key("owner");
  const ask = () => speak("POST", "/api/v1/companies", { name: "Once" }, { "idempotency-key": "k-1" });
  const answers = await Promise.all(Array.from({ length: 50 }, ask));
  const later = await ask();
  const first = answers.find((answer) => answer.headers["idempotency-replayed"] === undefined)!;
  assert.equal(first.status, 201);
  for (const answer of [...answers, later]) {
    assert.deepEqual([answer.status, answer.text], [201, first.text]);
    for (const name of ["etag", "location", "content-type"]) assert.equal(answer.headers[name], first.headers[name]);
  }
  assert.equal(answers.filter((answer) => answer.headers["idempotency-replayed"] === "true").length, 49);
  const [row] = await ctx.db.query(sql<{ n: number }>`select count(*)::int as n from companies where name = 'Once'`);
  assert.equal(row!.n, 1);
});

test("another body under the key is refused, what failed may be tried again, and keys belong to their callers", async (t) => {
  const { ctx, key, person } = await testHouse(t);
  const [one, two, three] = [await key("owner"), await key("owner"), await person("owner")];
  const header = { "idempotency-key": "same" };
  const made = await one.speak("POST", "/api/v1/companies", { name: "One" }, header);
  assert.equal(made.status, 201);
  const other = await one.speak("POST", "/api/v1/companies", { name: "Other" }, header);
  assert.deepEqual([other.status, other.body.issues[0].path], [422, "Idempotency-Key"]);
  const elsewhere = await one.speak("POST", "/api/v1/contacts", { name: "One" }, header);
  assert.equal(elsewhere.status, 422);
  for (const each of [two, three]) {
    const own = await each.speak("POST", "/api/v1/companies", { name: "One" }, header);
    assert.equal(own.status, 201);
    assert.notEqual(own.body.id, made.body.id);
  }
  const again = { "idempotency-key": "again" };
  assert.equal((await one.speak("POST", "/api/v1/companies", { name: "" }, again)).status, 422);
  assert.equal((await one.speak("POST", "/api/v1/companies", { name: "Now right" }, again)).status, 201);
  await ctx.db.query(sql`update raabta.answers set at = at - interval '23 hours 59 minutes'`);
  assert.equal((await one.speak("POST", "/api/v1/companies", { name: "One" }, header)).text, made.text);
  await ctx.db.query(sql`update raabta.answers set at = at - interval '2 minutes'`);
  const fresh = await one.speak("POST", "/api/v1/companies", { name: "Other" }, header);
  assert.equal(fresh.status, 201);
});
