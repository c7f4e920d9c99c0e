/** The wall of a workspace is made, brought forward, done without and taken away, whatever the database allows. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test, type TestContext } from "node:test";
import type pg from "pg";
import { sql } from "#model/sql.ts";
import { product } from "#server/product.ts";
import { settled } from "#test/harness/jobs.ts";
import { askedAsLogin } from "#test/harness/login.ts";
import { administer, testServer } from "#test/harness/server.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { openEngine, type Engine } from "../open.ts";
import { create, update } from "../records/records.ts";
import { enqueue } from "../jobs/queue.ts";

const SETTINGS = {
  country: "PK",
  language: "en",
  baseCurrency: "PKR",
  timeZone: "Asia/Karachi",
  weekStart: 1,
  fiscalYearStart: "07-01",
  numberingSystem: "latn",
  sample: false,
} as const;

const roleNow = async (engine: Engine, slug: string): Promise<string> => {
  const ctx = engine.systemContext(await engine.workspaces.get(slug));
  const [row] = await ctx.db.query(sql<{ role: string }>`select current_user::text as role`);
  return row!.role;
};
const thereIs = async (role: string): Promise<boolean> =>
  (await administer("select 1 from pg_roles where rolname = $1", [role])).length > 0;
const ownersOf = (engine: Engine, schema: string) =>
  engine.database.within("public").query(sql<{ owner: string }>`
    select distinct relowner::regrole::text as owner from pg_class where relnamespace = ${schema}::regnamespace and relkind in ('r', 'p', 'S', 'v')`);

test("a workspace of an earlier release gets its wall at the start, also where the last start was stopped on the way", async (t) => {
  const { engine, ctx, workspace, database } = await testWorkspace(t);
  const role = await roleNow(engine, "test");
  assert.match(role, /^raabta_[0-9a-f]{32}$/);
  assert.deepEqual(await ownersOf(engine, workspace.schema), [{ owner: role }]);
  // As it was before: everything the login's, and no word of a role. Some tables have changed hands already.
  const [login] = await askedAsLogin(ctx, sql<{ name: string }>`select session_user::text as name`);
  for (const [at, owner] of [
    [`schema "${workspace.schema}"`, login!.name],
    [`table "${workspace.schema}".companies`, login!.name],
    [`table "${workspace.schema}".events`, login!.name],
    [`sequence "${workspace.schema}".order_number`, login!.name],
  ])
    await database.pool.query(`alter ${at} owner to ${owner}`);
  await database.pool.query("update raabta.workspaces set role = null");
  const later = openEngine(database.config, product);
  t.after(() => later.close());
  assert.equal(await roleNow(later, "test"), login!.name, "it works as the login until then");
  const two = openEngine(database.config, product);
  t.after(() => two.close());
  assert.deepEqual(await Promise.all([later.workspaces.prepare(), two.workspaces.prepare()]), [undefined, undefined]);
  assert.deepEqual(await ownersOf(later, workspace.schema), [{ owner: role }]);
  for (const each of [later, two]) {
    each.workspaces.forget();
    assert.equal(await roleNow(each, "test"), role);
  }
  await create(later.systemContext(await later.workspaces.get("test")), "company", { name: "Chenab" });
});

test("roles that a dump does not carry are made anew, and what the login made in a workspace is handed over", async (t) => {
  const { engine, workspace, database } = await testWorkspace(t);
  const missing = `raabta_${randomBytes(16).toString("hex")}`;
  await database.pool.query("update raabta.workspaces set role = $1", [missing]);
  assert.equal(await engine.workspaces.prepare(), undefined);
  t.after(async () => {
    await administer(`drop role if exists ${missing}`).catch(() => undefined);
  });
  engine.workspaces.forget();
  assert.equal(await roleNow(engine, "test"), missing);
  // As an older process beside does: it serves at once, and is handed over at the next start.
  await database.pool.query(`create table "${workspace.schema}".by_hand (id serial)`);
  await engine.systemContext(workspace).db.query(sql`insert into by_hand default values`);
  assert.equal((await ownersOf(engine, workspace.schema)).length, 2);
  await engine.workspaces.prepare();
  assert.deepEqual(await ownersOf(engine, workspace.schema), [{ owner: missing }]);
});

test("a workspace that goes takes its role with it; another of the same name has another", async (t) => {
  const { engine } = await testWorkspace(t);
  const made = [];
  for (let round = 0; round < 2; round += 1) {
    await engine.workspaces.create({ slug: "brief", name: "Brief", settings: { ...SETTINGS } });
    made.push(await roleNow(engine, "brief"));
    await engine.workspaces.drop("brief");
    assert.equal(await thereIs(made[round]!), false);
  }
  assert.notEqual(made[0], made[1]);
});

test("a connection that stood for a workspace stands for the login where the queue takes it", async (t) => {
  const { engine, ctx } = await testWorkspace(t);
  await ctx.db.query(sql`select 1 as one from companies limit 1`);
  const asked = await Promise.all(
    [1, 2, 3].map(() => engine.database.loginPool.query("select current_user = session_user as login")),
  );
  assert.ok(asked.every(({ rows }) => rows[0].login === true));
  const client = await engine.database.connect();
  assert.equal((await client.query("select current_user = session_user as login")).rows[0].login, true);
  client.release();
  assert.match(await roleNow(engine, "test"), /^raabta_/);
  await assert.rejects(engine.database.within("w_unheard").query(sql`select 1`), /looked up/);
});

/** A database of its own whose login is no superuser. */
async function ofOwnLogin(t: TestContext): Promise<{ login: string; open(): Engine }> {
  const login = `login_${process.pid}_${randomBytes(4).toString("hex")}`;
  await administer(`create role ${login} login password 'secret'`);
  const own = `${login}_own`;
  const engines: Engine[] = [];
  await administer(`create database ${own} owner ${login}`);
  t.after(async () => {
    for (const engine of engines) await engine.close();
    await administer(`drop database if exists ${own} with (force)`);
    for (const { rolname } of await administer<{ rolname: string }>(
      `select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = '${login}'::regrole group by 1`,
    ))
      await administer(`drop role ${rolname}`);
    await administer(`drop role ${login}`);
  });
  const { connection } = await testServer();
  const config = (): pg.PoolConfig => {
    if (!connection.connectionString) return { ...connection, user: login, password: "secret", database: own };
    const url = new URL(connection.connectionString);
    return { connectionString: Object.assign(url, { username: login, password: "secret", pathname: `/${own}` }).href };
  };
  const open = (): Engine => {
    const engine = openEngine(config(), product);
    engines.push(engine);
    return engine;
  };
  return { login, open };
}

test("a login that may make no roles works without walls and says why; once it may, they are made", async (t) => {
  const { login, open } = await ofOwnLogin(t);
  const engine = open();
  await engine.workspaces.prepare();
  await engine.jobs.prepare();
  for (const slug of ["north", "south"])
    await engine.workspaces.create({ slug, name: slug, settings: { ...SETTINGS } });
  const without = await engine.workspaces.prepare();
  assert.deepEqual(without?.slugs, ["north", "south"]);
  assert.match(without.reason, new RegExp(`alter role "${login}" createrole`));
  assert.equal(await roleNow(engine, "north"), login);
  const ctx = engine.systemContext(await engine.workspaces.get("north"));
  const { id } = await create(ctx, "company", { name: "Chenab" });

  await administer(`alter role ${login} createrole`);
  assert.equal(await engine.workspaces.prepare(), undefined);
  assert.match(await roleNow(engine, "north"), /^raabta_/);
  await update(ctx, "company", id, { name: "Ravi" });
  const south = engine.systemContext(await engine.workspaces.get("south"));
  await assert.rejects(south.db.query(sql`select name from ${sql.id(ctx.workspace.schema, "companies")}`), {
    code: "42501",
  });

  // All that a process does besides: tables made by one and used by another, jobs, and the end of a workspace.
  await create(ctx, "customObject", { name: "vehicle", label: { en: { one: "Vehicle", many: "Vehicles" } } });
  const other = open();
  const again = other.systemContext(await other.workspaces.get("north"));
  await create(again, "x_vehicle", { name: "Truck" });
  await other.jobs.start();
  const job = await enqueue(again, "trash", {});
  assert.equal((await settled(again, job)).status, "done");
  const role = await roleNow(engine, "south");
  await engine.workspaces.drop("south");
  assert.equal(await thereIs(role), false);
});
