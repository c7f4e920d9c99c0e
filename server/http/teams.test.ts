/** Team trees: who sees what beneath them, at once after a change; and keys that end with their maker's membership. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { actorOf } from "#engine/identity/on-behalf.ts";
import { testHouse, type Speak } from "./house.fixtures.ts";

const made = async (speak: Speak, path: string, body: object): Promise<string> => {
  const answered = await speak("POST", `/api/v1/${path}`, body);
  assert.equal(answered.status, 201, answered.text);
  return answered.body.id as string;
};

/** Within a second, as promised. */
async function acts(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 1000;
  while (Date.now() < end) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("it did not act within a second");
}

test("ten levels: each sees their own team's records and all beneath, none beside or above", async (t) => {
  const { person, ctx } = await testHouse(t);
  const owner = await person("owner");
  const teams: string[] = [];
  for (let level = 0; level < 10; level += 1)
    teams.push(await made(owner.speak, "teams", { name: `Level ${level}`, parent: teams.at(-1) ?? null }));
  const beside = await made(owner.speak, "teams", { name: "Beside", parent: teams[4] });
  for (const [level, team] of [...teams, beside].entries())
    await made(owner.speak, "companies", { name: `Company ${level}`, team });
  const [top, middle, low] = [
    await person("sales", [teams[0]!]),
    await person("sales", [teams[5]!]),
    await person("sales", [teams[9]!]),
  ];
  const names = async (speak: Speak): Promise<string[]> =>
    (await speak("GET", "/api/v1/companies?sort=name&limit=50")).body.data.map((each: { name: string }) => each.name);
  assert.equal((await names(top.speak)).length, 11);
  assert.deepEqual(await names(middle.speak), ["Company 5", "Company 6", "Company 7", "Company 8", "Company 9"]);
  assert.deepEqual(await names(low.speak), ["Company 9"]);
  const asked = await actorOf(ctx, { kind: "user", userId: middle.id, roleId: null });
  assert.deepEqual(asked.teamIds.toSorted(), teams.slice(5).toSorted());

  assert.equal((await owner.speak("PATCH", `/api/v1/teams/${teams[9]}`, { parent: beside })).status, 200);
  await acts(async () => !(await names(middle.speak)).includes("Company 9"));
  assert.equal((await names(top.speak)).length, 11);
  assert.equal((await owner.speak("DELETE", `/api/v1/teams/${teams[7]}`)).status, 204);
  await acts(async () => (await names(middle.speak)).join() === "Company 5,Company 6");
  assert.equal((await owner.speak("POST", `/api/v1/teams/${teams[7]}/restore`)).status, 200);
  await acts(async () => (await names(middle.speak)).join() === "Company 5,Company 6,Company 7,Company 8");
});

test("a team stands neither beneath itself nor is placed by whoever does not administer people", async (t) => {
  const { person, ctx } = await testHouse(t);
  const [owner, manager] = [await person("owner"), await person("manager")];
  const a = await made(owner.speak, "teams", { name: "A" });
  const b = await made(owner.speak, "teams", { name: "B", parent: a });
  const c = await made(owner.speak, "teams", { name: "C", parent: b });
  for (const parent of [a, b, c]) {
    const refused = await owner.speak("PATCH", `/api/v1/teams/${a}`, { parent });
    assert.equal(refused.status, 422, refused.text);
    assert.deepEqual([refused.body.issues[0].path, refused.body.issues[0].code], ["parent", "server.teamLoop"]);
  }
  const together = await owner.speak("POST", "/api/v1/teams/batch", {
    operations: [
      { op: "update", id: b, data: { parent: null } },
      { op: "update", id: a, data: { parent: c } },
    ],
  });
  assert.deepEqual(
    together.body.results.map((each: { status: number }) => each.status),
    [200, 422],
    together.text,
  );
  assert.equal((await manager.speak("PATCH", `/api/v1/teams/${c}`, { parent: null })).status, 422);
  const named = await manager.speak("PATCH", `/api/v1/teams/${b}`, { name: "Renamed" });
  assert.equal(named.status, 200, named.text);
  // Should a loop ever stand, put there by hand, the question still ends.
  await ctx.db.query(sql`update teams set parent_id = ${a}::uuid where id = ${b}::uuid`);
  const seller = await person("sales", [a]);
  assert.equal((await seller.speak("GET", "/api/v1/companies")).status, 200);
});

test("a key works for its maker: with their teams, not while they are suspended, and blind to their runs", async (t) => {
  const { person, speak, ctx } = await testHouse(t);
  const owner = await person("owner");
  const north = await made(owner.speak, "teams", { name: "North" });
  const south = await made(owner.speak, "teams", { name: "South", parent: north });
  const maker = await person("admin", [north]);
  const keyed = await maker.speak("POST", "/api/v1/api-keys", { name: "program", role: "sales" });
  const program = speak({ authorization: `Bearer ${keyed.body.key}` });
  const company = await made(owner.speak, "companies", { name: "Southern", team: south });
  assert.equal((await program("GET", `/api/v1/companies/${company}`)).status, 200);

  const bulk = await maker.speak("POST", "/api/v1/companies/bulk", { act: "delete", ids: [company] });
  assert.equal(bulk.status, 202, bulk.text);
  for (const path of [`bulk/${bulk.body.id}`, `jobs/${bulk.body.jobId}`]) {
    assert.equal((await maker.speak("GET", `/api/v1/${path}`)).status, 200, path);
    assert.equal((await program("GET", `/api/v1/${path}`)).status, 404, path);
  }
  for (const list of ["bulk", "jobs", "operations"])
    assert.deepEqual((await program("GET", `/api/v1/${list}`)).body.data, [], list);

  assert.equal((await owner.speak("PATCH", `/api/v1/users/${maker.id}`, { status: "suspended" })).status, 200);
  await acts(async () => (await program("GET", "/api/v1/companies")).status === 401);
  const asker = { kind: "apiKey", userId: maker.id, roleId: null, apiKeyId: keyed.body.id } as const;
  await assert.rejects(actorOf(ctx, asker), /may not work here/);
  await owner.speak("PATCH", `/api/v1/users/${maker.id}`, { status: "active" });
  await acts(async () => (await program("GET", "/api/v1/companies")).status === 200);
});
