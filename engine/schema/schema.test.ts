/** The definitions, the dump, the numbered files and a migrated database say the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { uuidFloor } from "../records/uuid.ts";
import { ensureEventPartitions, strayEvents } from "./partitions.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { desiredSchema } from "./desired.ts";
import { migratedTo, migrateSchema, readMigrations, type Migration } from "./migrate.ts";
import { schemaChange } from "./statements.ts";
import { readDump } from "./write-migration.ts";

test("the dump is what the definitions ask for; otherwise run npm run migration", async (t) => {
  const { engine } = await testWorkspace(t);
  const desired = desiredSchema(engine.catalogue);
  assert.deepEqual(schemaChange(await readDump(), desired), { statements: [], lost: [] });
  assert.deepEqual(await readDump(), desired);
});

test("a migrated database has every table, column, index and constraint of the dump, and no other", async (t) => {
  const { ctx, workspace } = await testWorkspace(t);
  const wanted = await readDump();
  const named = async (statement: ReturnType<typeof sql<{ name: string }>>) =>
    (await ctx.db.query(statement)).map((row) => row.name).sort();
  const columns =
    await named(sql`select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${workspace.schema} and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped and c.relname <> 'migrations'`);
  assert.deepEqual(
    columns,
    Object.entries(wanted)
      .flatMap(([table, shape]) => Object.keys(shape.columns).map((column) => `${table}.${column}`))
      .sort(),
  );
  const indexes =
    await named(sql`select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${workspace.schema} and not t.relispartition and not i.indisprimary and t.relname <> 'migrations'`);
  assert.deepEqual(
    indexes,
    Object.values(wanted)
      .flatMap((shape) => Object.keys(shape.indexes))
      .sort(),
  );
  const constraints =
    await named(sql`select conname as name from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = ${workspace.schema} and k.contype in ('f', 'c') and not t.relispartition`);
  assert.deepEqual(
    constraints,
    Object.values(wanted)
      .flatMap((shape) =>
        Object.entries(shape.constraints)
          .filter(([, definition]) => !definition.startsWith("primary"))
          .map(([name]) => name),
      )
      .sort(),
  );
});

test("migrating twice, twice at once, and on after a failure leads to the same place", async (t) => {
  const { engine, ctx, workspace } = await testWorkspace(t);
  const newest = (await readMigrations()).length;
  assert.deepEqual(await migrateSchema(engine.database, workspace.schema, await readMigrations()), []);
  const next = (text: string, name = "next"): Migration[] => [{ number: newest + 1, name, text }];
  await assert.rejects(
    migrateSchema(engine.database, workspace.schema, next("create table half (a int); select 1 / 0;")),
    /Migration next of w_test failed/,
  );
  assert.equal(await migratedTo(engine.database, workspace.schema), newest);
  const both = await Promise.all(
    [1, 2].map(() =>
      migrateSchema(engine.database, workspace.schema, next("create table half (a int); alter table half add b int;")),
    ),
  );
  assert.deepEqual(both.flat(), ["next"]);
  assert.equal((await ctx.db.query(sql`select a, b from half`)).length, 0);
});

test("new tables that point at each other, and dropped fields, become statements a person can read", () => {
  const key = (to: string) => ({
    columns: { id: "uuid primary key", other_id: "uuid" },
    indexes: {},
    constraints: { [`${to}_back`]: `foreign key (other_id) references ${to} (id)` },
  });
  const change = schemaChange(
    { old: { columns: { id: "uuid", gone: "text" }, indexes: {}, constraints: {} } },
    { old: { columns: { id: "uuid" }, indexes: {}, constraints: {} }, a: key("b"), b: key("a") },
  );
  assert.deepEqual(change.lost, ["column old.gone"]);
  assert.ok(
    change.statements.findIndex((text) => text.startsWith("create table b")) <
      change.statements.findIndex((text) => text.includes("b_back")),
  );
});

test("events that fell into the default move into their month, once it is made", async (t) => {
  const { engine, ctx, workspace } = await testWorkspace(t);
  const later = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 5, 15));
  await ctx.db.query(sql`insert into events (id, at, object, record_id, type, by_kind, via, operation_id)
    values (${uuidFloor(later)}::uuid, now(), 'company', ${uuidFloor(later)}::uuid, 'created', 'system', 'api', ${uuidFloor(later)}::uuid)`);
  assert.equal(await strayEvents(ctx.db), true);
  const make = () => engine.database.transaction(workspace.schema, (db) => ensureEventPartitions(db, later));
  await Promise.all([make(), make()]);
  assert.equal(await strayEvents(ctx.db), false);
  const [row] = await ctx.db.query(
    sql<{ table: string }>`select tableoid::regclass::text as table from events where id = ${uuidFloor(later)}::uuid`,
  );
  assert.equal(row!.table, `events_${later.getUTCFullYear()}_06`);
});
