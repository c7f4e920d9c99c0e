/** Growth laws: what a page, a count or a search touches at 100,000 contacts is what it touches at 10,000, or next to it. */
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { compile } from "#engine/database/statement.ts";
import type { Actor, Context, Workspace } from "#engine/context.ts";
import { openEngine, type Engine } from "#engine/open.ts";
import { list, type ListQuery } from "#engine/query/list.ts";
import { readJson } from "#engine/query/read.ts";
import { search } from "#engine/search/search.ts";
import type { Scope } from "#model/rights.ts";
import { sql } from "#model/sql.ts";
import { product } from "#server/product.ts";
import { testDatabase } from "#test/harness/database.ts";
import { SETTINGS } from "./generator/database.ts";
import { fillWorkspace } from "./generator/fill.ts";
import { amountsFor } from "./generator/invent.ts";

/** Pages of 8 kB that PostgreSQL looked at: free of noise, and what time follows from. */
interface Plan {
  Plan: { "Shared Hit Blocks": number; "Shared Read Blocks": number };
}

/** The same context, which explains each statement as it is asked. */
function counting(ctx: Context): { ctx: Context; touched: () => number } {
  let touched = 0;
  const watched: Context = {
    ...ctx,
    db: {
      ...ctx.db,
      query: async (statement) => {
        const { text, values } = "text" in statement ? statement : compile(statement);
        const [row] = await ctx.db.query<{ "QUERY PLAN": string }>({
          text: `explain (analyze, buffers, timing off, format json) ${text}`,
          values,
        });
        const [{ Plan: plan }] = JSON.parse(row!["QUERY PLAN"]) as [Plan];
        touched += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
        return ctx.db.query(statement);
      },
    },
  };
  return { ctx: watched, touched: () => touched };
}

class House {
  readonly #engine: Engine;
  readonly #workspace: Workspace;

  constructor(engine: Engine, workspace: Workspace) {
    this.#engine = engine;
    this.#workspace = workspace;
  }

  get ctx(): Context {
    return this.#engine.systemContext(this.#workspace);
  }

  /** What the colleague of that place sees with that right; 1 has the most records, 200 next to none. */
  async colleague(place: number, read: Scope): Promise<Context> {
    const [user] = await this.ctx.db.query(sql<{ id: string; teams: string[] }>`
      select u.id, array(select to_id from user_teams where from_id = u.id) as teams from users u where u.email_key = ${`colleague${place}@bench.example`}`);
    const standard = { read: "all", create: true, update: "all", delete: "all" } as const;
    const actor: Actor = {
      kind: "user",
      userId: user!.id,
      roleId: null,
      rights: { standard, objects: { contact: { ...standard, read } }, capabilities: [] },
      teamIds: user!.teams,
    };
    return this.#engine.context(this.#workspace, { actor, via: "api" });
  }

  /** Runs the work twice, so that what is only read at first is left out. @returns the pages touched by the second, for each record it gave */
  async touched(work: (ctx: Context) => Promise<string>, as?: Context): Promise<number> {
    const base = as ?? this.ctx;
    await work(base);
    const { ctx, touched } = counting(base);
    const { data } = JSON.parse(await work(ctx)) as { data?: unknown[] };
    return touched() / (1 + (data?.length ?? 0));
  }
}

/** A B-tree may grow by one level: a page more for each row that is looked up, and for each branch of the rights. */
const PAGES = 1.5;
const SLACK = 2;

suite("growth from 10,000 to 100,000 contacts", () => {
  let small: House;
  let large: House;
  let close: () => Promise<void>;

  before(async () => {
    const database = await testDatabase();
    const engine = openEngine(database.config, product);
    close = async () => {
      await engine.close();
      await database.close();
    };
    const make = async (contacts: number): Promise<House> => {
      const workspace = await engine.workspaces.create({ slug: `n${contacts}`, name: "Growth", settings: SETTINGS });
      const amounts = { ...amountsFor(contacts), companies: 100, products: 1, orders: 0, activities: 0 };
      await fillWorkspace(engine, workspace, amounts, 1);
      return new House(engine, workspace);
    };
    small = await make(10_000);
    large = await make(100_000);
  });
  after(() => close());

  /** @param times how many times as many pages may be touched */
  async function grows(
    what: string,
    work: (ctx: Context) => Promise<string>,
    { as, times = PAGES }: { as?: (house: House) => Promise<Context>; times?: number } = {},
  ): Promise<void> {
    const [few, many] = [await small.touched(work, await as?.(small)), await large.touched(work, await as?.(large))];
    assert.ok(
      many <= few * times + SLACK,
      `${what}: ${few.toFixed(1)} pages a record at 10,000, ${many.toFixed(1)} at 100,000`,
    );
  }

  const page =
    (query: ListQuery) =>
    (ctx: Context): Promise<string> =>
      list(ctx, "contact", { limit: 50, count: "none", ...query });

  const sorts = ["name", "-name", "createdAt", "-createdAt", "number", "nextTouchOn", "-nextTouchOn", "address"];

  for (const sort of sorts)
    test(`first page by ${sort}`, async () => {
      await grows(sort, page({ sort }));
    });

  for (const [who, place] of [
    ["many", 1],
    ["some", 20],
    ["few", 200],
  ] as const)
    for (const scope of ["own", "team"] as const)
      for (const sort of ["name", "-createdAt"])
        test(`first page by ${sort} of somebody who sees ${scope === "own" ? "their own" : "their team's"}, ${who}`, async () => {
          await grows(sort, page({ sort }), { as: (house) => house.colleague(place, scope) });
        });

  test("a page deep in the list, and the last one", async () => {
    await grows("deep", page({ sort: "name", cursor: 'at:"Omar Khan"' }));
    await grows("end", page({ sort: "name", cursor: "end" }));
    await grows("end by another field", page({ sort: "-createdAt", cursor: "end" }));
  });

  test("one record by its id", async () => {
    await grows("by id", async (ctx) => {
      const [row] = await ctx.db.query(sql<{ id: string }>`select id from contacts order by id limit 1`);
      return (await readJson(ctx, "contact", row!.id)).json;
    });
  });

  test("a count goes no further than 10,000", async () => {
    await grows("count", page({ count: "capped", limit: 1 }));
  });

  for (const text of ["moh", "mohammad khan", "farah siddiqui", "0000123"])
    test(`search for ${text}`, async () => {
      await grows(text, (ctx) => search(ctx, text), { times: 2 });
    });
});
