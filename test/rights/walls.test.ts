/** The wall that PostgreSQL itself holds between workspaces: whatever asks for another's tables in a workspace's role is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import pg from "pg";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { listJobs } from "#engine/jobs/queue.ts";
import { list } from "#engine/query/list.ts";
import { create, remove, restore, update } from "#engine/records/records.ts";
import { testHouse } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { inWorkspace } from "#server/http/route.ts";
import { allRoutes } from "#server/routes/index.ts";
import { settled } from "#test/harness/jobs.ts";
import { askedAsLogin, asLogin } from "#test/harness/login.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { cellsOf } from "./cells.ts";
import { makeTwin } from "./twin.ts";
import { KEEPER, KIND, plant, VEHICLE } from "./world.ts";

/** May not: or, where only the search path is wrong, not even its names are seen. */
const REFUSED = /^42501$|^42P01$|^3F000$/;
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);

interface Table {
  name: string;
  kind: string;
}

const tablesOf = (ctx: Context): Promise<Table[]> =>
  ctx.db.query(
    sql<Table>`select relname::text as name, relkind::text as kind from pg_class
      where relnamespace = ${ctx.workspace.schema}::regnamespace and relkind in ('r', 'p', 'S') order by 1`,
  );

/** One hash for all that stands in the workspace. */
async function stateOf(ctx: Context): Promise<string> {
  const tables = (await tablesOf(ctx)).filter(({ kind }) => kind !== "S");
  const parts = tables.map(
    ({ name }) => sql`select coalesce(string_agg(t::text, '|' order by t::text), '') as text from ${sql.id(name)} as t`,
  );
  const [row] = await ctx.db.query(
    sql<{
      hash: string;
    }>`select md5(string_agg(text, '#')) as hash from (${sql.join(parts, sql` union all `)}) as all_of_it`,
  );
  return row!.hash;
}

async function neighbours(t: { after(hook: () => Promise<void>): void }) {
  const made = await testWorkspace(t);
  const other = await made.engine.workspaces.create({
    slug: "other",
    name: "Other",
    settings: { ...made.workspace.settings },
  });
  const there = made.engine.systemContext(other);
  await create(there, "customObject", VEHICLE);
  return { ...made, there: made.engine.systemContext(await made.engine.workspaces.get("other")) };
}

test("each table of another workspace is closed to reading, writing, COPY and change of its shape", async (t) => {
  const { ctx, there } = await neighbours(t);
  const { schema } = there.workspace;
  const tables = await tablesOf(there);
  assert.ok(tables.length > 60 && tables.some(({ name }) => name.startsWith("x_vehicle")), `${tables.length} tables`);
  const before = await stateOf(there);
  const deeds = ({ name, kind }: Table): string[] => {
    const at = `"${schema}"."${name}"`;
    if (kind === "S")
      return [
        `select nextval('${at}')`,
        `select setval('${at}', 1)`,
        `select last_value from ${at}`,
        `drop sequence ${at}`,
      ];
    return [
      `select * from ${at}`,
      `select 1 from ${at} for update`,
      `insert into ${at} default values`,
      `delete from ${at}`,
      `truncate ${at}`,
      `lock table ${at}`,
      `alter table ${at} add column added int`,
      `create index on ${at} ((1))`,
      `drop table ${at} cascade`,
      `comment on table ${at} is 'mine'`,
      `grant select on ${at} to public`,
      `alter table ${at} owner to current_user`,
    ];
  };
  const whole = [
    `create table "${schema}".mine (id int)`,
    `drop schema "${schema}" cascade`,
    `alter schema "${schema}" rename to mine`,
    `grant usage on schema "${schema}" to public`,
    "select * from graphile_worker._private_jobs",
    "delete from raabta.facts",
    `select raabta.add_job('${schema}', gen_random_uuid(), 1, 0)`,
  ];
  const refused = (texts: string[]) =>
    sql`do ${sql.lit(`declare deed text; begin
    foreach deed in array array[${texts.map((text) => pg.escapeLiteral(text)).join()}] loop
      begin execute deed; exception when insufficient_privilege then continue; end;
      raise exception 'not refused: %', deed;
    end loop; end`)}`;
  await ctx.db.query(refused([...tables.flatMap(deeds), ...whole]));
  await assert.rejects(ctx.db.query(refused(["select 1 from companies"])), /not refused/);
  await ctx.transaction(async ({ db }) => {
    for (const { name } of tables.filter(({ kind }) => kind !== "S"))
      for (const way of ["to stdout", "from stdin"]) {
        const text = `copy "${schema}"."${name}" ${way}`;
        const code = await db.open!.attempt(() => db.query({ text, values: [] })).then(() => "done", codeOf);
        assert.equal(code, "42501", text);
      }
    // The wall is what refuses: to the login the same are open.
    await db.query(sql`set local role none`);
    for (const { name } of tables) await db.query(sql`select 1 as one from ${sql.id(schema, name)} limit 1`);
  });
  assert.equal(await stateOf(there), before);
});

test("tables of all workspaces show each its own rows", async (t) => {
  const { ctx, there } = await neighbours(t);
  const seen = (at: Context) => at.db.query(sql<{ slug: string }>`select slug from raabta.workspaces`);
  assert.deepEqual([await seen(ctx), await seen(there)], [[{ slug: "test" }], [{ slug: "other" }]]);
  await ctx.db.query(sql`update raabta.workspaces set name = 'Mine'`);
  const names = await askedAsLogin(ctx, sql<{ name: string }>`select name from raabta.workspaces order by slug`);
  assert.deepEqual(names, [{ name: "Other" }, { name: "Mine" }]);
  for (const text of ["update raabta.workspaces set slug = 'x'", "delete from raabta.workspaces"])
    await assert.rejects(ctx.db.query({ text, values: [] }), { code: "42501" }, text);
});

interface Asked {
  text: string;
  values: unknown[];
}

/** Notes every statement that goes over the pool's connections, once. */
function noting(pool: pg.Pool): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  const watched = new WeakSet<pg.PoolClient>();
  const connect = pool.connect.bind(pool) as unknown as () => Promise<pg.PoolClient>;
  const watch = (client: pg.PoolClient): void => {
    watched.add(client);
    const query = client.query.bind(client) as unknown as (...given: unknown[]) => unknown;
    const noted = (...given: unknown[]): unknown => {
      const [first, values] = given as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
      const text = typeof first === "string" ? first : first.text;
      asked.set(text, { text, values: (typeof first === "string" ? values : first.values) ?? [] });
      return query(...given);
    };
    Object.assign(client, { query: noted });
  };
  Object.assign(pool, {
    connect: async () => {
      const client = await connect();
      if (!watched.has(client)) watch(client);
      return client;
    },
  });
  return asked;
}

test(
  "the product's own statements are refused where the search path, or a name, leads to another workspace",
  { timeout: 120_000 },
  async (t) => {
    const made = await testHouse(t, { rateLimit: 0 });
    const { house } = made;
    const owner = await made.person("owner");
    const asked = noting(house.engine.database.pool);
    await house.engine.jobs.start();
    const ids = await plant(owner.speak, owner.id);
    const ctx = house.engine.systemContext(await house.engine.workspaces.get("test"));
    for (const { id } of await listJobs(ctx, { limit: 50 })) await settled(ctx, id);
    await house.engine.jobs.stop();
    for (const route of allRoutes(house, createMetrics(house.engine.database), ctx.catalogue).filter(inWorkspace)) {
      if (route.method !== "GET" || route.streams) continue;
      const cell = cellsOf(route, ctx.catalogue)?.find(({ place }) => place === "path");
      const url = cell ? cell.ask(ids[cell.of]!).url : route.path;
      if (!url.includes("/:")) await owner.speak("GET", url);
    }
    for (const path of ["companies", "x-vehicles"]) {
      await owner.speak("PATCH", `/api/v1/${path}/${ids[path === "companies" ? "company" : "x_vehicle"]}`, {
        name: "Other",
      });
      await owner.speak("DELETE", `/api/v1/${path}/${ids[path === "companies" ? "company" : "x_vehicle"]}`);
    }
    const { settings } = ctx.workspace;
    const other = house.engine.systemContext(
      await house.engine.workspaces.create({ slug: "other", name: "Other", settings }),
    );
    await create(other, "customObject", VEHICLE);
    await create(other, "customField", KEEPER);
    await create(house.engine.systemContext(await house.engine.workspaces.get("other")), "recordType", KIND);
    const tables = (await tablesOf(ctx)).map(({ name }) => name);
    const named = new RegExp(
      `\\b(from|join|into|update|table|only)(\\s+)"?(${tables.join("|")})"?(?=[\\s,();]|$)`,
      "gi",
    );
    const statements = [...asked.values()].filter(({ text }) => text.search(named) >= 0);
    const writes = statements.filter(({ text }) => /\b(insert into|update|delete from|create|alter)\b/i.test(text));
    assert.ok(
      statements.some(({ text }) => text.startsWith("copy (")),
      "rows were copied out",
    );
    assert.ok(statements.length > 300 && writes.length > 60, `${statements.length} statements, ${writes.length} write`);
    const before = await stateOf(other);
    const paths = { own: `"${ctx.workspace.schema}", public`, other: `"${other.workspace.schema}", public` };
    let misled = 0;
    await ctx.transaction(async ({ db }) => {
      for (const { text, values } of statements) {
        const code = (way: string, path: string) =>
          db
            .open!.attempt(async () => {
              await db.query(sql`select set_config('search_path', ${path}, true)`);
              await db.query({ text: way, values });
            })
            .then(() => "done", codeOf);
        assert.match(await code(text, paths.other), REFUSED, `with another's search path: ${text}`);
        const elsewhere = text.replace(
          named,
          (_all, word: string, space: string, name: string) => `${word}${space}"${other.workspace.schema}"."${name}"`,
        );
        assert.equal(await code(elsewhere, paths.own), "42501", `with another's name: ${elsewhere}`);
        misled += 1;
      }
    });
    assert.equal(misled, statements.length);
    assert.equal(await stateOf(other), before);
    // And it is the wall that refuses: the login is answered.
    const reading = statements.filter(
      ({ text }) => /^\s*select\b/i.test(text) && !/\bfor (update|share)|add_job|set_config/i.test(text),
    );
    await asLogin(ctx, async (db) => {
      await db.query(sql`select set_config('search_path', ${paths.other}, true)`);
      for (const { text, values } of reading.slice(0, 100)) await db.query({ text, values });
    });
  },
);

const word = fc.constantFrom("a", "b", "c");
const which = fc.nat(3);
type Deed =
  | { do: "rename"; which: number; to: string }
  | { do: "remove" | "restore"; which: number }
  | { do: "create"; to: string };
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constant("rename" as const), which, to: word }),
  fc.record({ do: fc.constantFrom("remove" as const, "restore" as const), which }),
  fc.record({ do: fc.constant("create" as const), to: word }),
);
const round = fc.record({ test: deed, twin: deed });

test(
  "whatever two workspaces with the same ids do at the same time, each does to its own",
  { timeout: 60_000 },
  async (t) => {
    const made = await testHouse(t, { rateLimit: 0 });
    const { house, ctx: first } = made;
    await create(first!, "customField", {
      object: "company",
      name: "colour",
      type: "text",
      label: { en: "Colour" },
      settings: {},
    });
    const ctx = house.engine.systemContext(await house.engine.workspaces.get("test"));
    const ids: string[] = [];
    for (const n of [0, 1, 2, 3])
      ids.push(
        (
          await create(ctx, "company", {
            name: `one ${n}`,
            number: `n-${n}`,
            emails: [`${n}@example.com`],
            x_colour: "zqcanary",
          })
        ).id,
      );
    const sides = {
      test: ctx,
      twin: house.engine.systemContext(await makeTwin(house, ctx.workspace, "twin", ["zqcanary", "zqtwinny"])),
    };
    const colours = { test: "zqcanary", twin: "zqtwinny" };
    const NAMES = ["test", "twin"] as const;
    const models = { test: new Map<string, string>(), twin: new Map<string, string>() };
    const gone = { test: new Set<string>(), twin: new Set<string>() };
    for (const name of NAMES) for (const [n, id] of ids.entries()) models[name].set(id, `one ${n}`);
    const perform = async (name: (typeof NAMES)[number], asked: Deed) => {
      const at = sides[name];
      if (asked.do === "create") {
        const { id } = await create(at, "company", { name: asked.to, x_colour: colours[name] });
        models[name].set(id, asked.to);
        return;
      }
      const id = ids[asked.which]!;
      if (asked.do === "rename" && !gone[name].has(id)) {
        await update(at, "company", id, { name: `${name} ${asked.to}` });
        models[name].set(id, `${name} ${asked.to}`);
      }
      if (asked.do === "remove" && !gone[name].has(id)) {
        await remove(at, "company", id);
        gone[name].add(id);
      }
      if (asked.do === "restore" && gone[name].has(id)) {
        await restore(at, "company", id);
        gone[name].delete(id);
      }
    };
    const standing = async (name: (typeof NAMES)[number]) => {
      const { data } = JSON.parse(await list(sides[name], "company", { limit: 200, fields: ["name", "x_colour"] })) as {
        data: { id: string; name: string; x_colour: string }[];
      };
      assert.deepEqual(new Set(data.map((row) => row.x_colour)), new Set([colours[name]]));
      return new Map(data.map((row) => [row.id, row.name]));
    };
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
        for (const asked of rounds) await Promise.all(NAMES.map((name) => perform(name, asked[name])));
        for (const name of NAMES) {
          const wanted = new Map([...models[name]].filter(([id]) => !gone[name].has(id)));
          assert.deepEqual(await standing(name), wanted, name);
        }
      }),
      { numRuns: 12 },
    );
  },
);
