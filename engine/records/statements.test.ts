/** How many statements a write sends, and how often it waits for PostgreSQL: figures that may fall and not creep up. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type pg from "pg";
import { sql } from "#model/sql.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { create, remove, restore, update } from "./records.ts";

interface Asked {
  statements: string[];
  /** How often something was sent while nothing was under way. */
  trips: number;
}

/** Notes what goes over the pool's connections. */
function noting(pool: pg.Pool): (work: () => Promise<unknown>) => Promise<Asked> {
  let asked: Asked = { statements: [], trips: 0 };
  let under = 0;
  const watched = new WeakSet<pg.PoolClient>();
  const watch = (client: pg.PoolClient): void => {
    watched.add(client);
    const query = client.query.bind(client) as unknown as (...args: unknown[]) => Promise<unknown>;
    const noted = (...args: unknown[]): Promise<unknown> => {
      const [first] = args as [string | { text: string }];
      asked.statements.push(typeof first === "string" ? first : first.text);
      if (under === 0) asked.trips += 1;
      under += 1;
      return query(...args).finally(() => (under -= 1));
    };
    Object.assign(client, { query: noted });
  };
  const connect = pool.connect.bind(pool) as unknown as () => Promise<pg.PoolClient>;
  Object.assign(pool, {
    connect: async () => {
      const client = await connect();
      if (!watched.has(client)) watch(client);
      return client;
    },
  });
  return async (work) => {
    asked = { statements: [], trips: 0 };
    await work();
    return asked;
  };
}

async function seller(t: TestContext, role: string) {
  const { engine, ctx, person } = await testWorkspace(t);
  const team = await create(ctx, "team", { name: "Lahore" });
  const { ctx: own } = await person(role, [team.id]);
  const ask = noting(engine.database.pool);
  // The first of its kind asks for the person's team and knows no words yet.
  await create(own, "contact", { name: "Aisha Khan" });
  const most = async (what: string, statements: number, trips: number, work: () => Promise<unknown>) => {
    const asked = await ask(work);
    const told = `${what}: ${asked.trips} times\n${asked.statements.map((text) => `  ${text.slice(0, 200)}`).join("\n")}`;
    assert.ok(asked.statements.length <= statements && asked.trips <= trips, told);
  };
  return { own, ctx, most };
}

const person = (name: string) => ({
  name,
  emails: [`${name.replaceAll(" ", "")}@example.com`],
  phones: ["+923001234567"],
});

test("a new contact with customer, keys, events, operation and timelines is one statement, sent with the one that reads it", async (t) => {
  const { own, ctx, most } = await seller(t, "manager");
  await most("a contact", 2, 1, () => create(own, "contact", person("Khan Aisha")));
  await most("a company", 2, 1, () => create(own, "company", { name: "Khan Aisha" }));
  await most("one with a number, which must be free", 8, 4, () =>
    create(own, "company", { name: "Khan Aisha", number: "C-1" }),
  );
  const left = await ctx.db.query(sql<{ n: string }>`
    select count(*)::text as n from contacts c join customers u on u.contact_id = c.id join customer_stats s on s.id = u.id
      join events e on e.record_id = c.id join events f on f.record_id = u.id and f.operation_id = e.operation_id
      join operations o on o.id = e.operation_id and o.by_kind = 'user' join timeline t on t.record_id = c.id join timeline w on w.record_id = u.id
      join record_keys k on k.record_id = c.id and k.kind = 'email'
    where c.name->>'full' = 'Khan Aisha' and s.order_count = 0 and s.class = 'none' and s.refreshed_at is not null`);
  assert.equal(left[0]!.n, "1");
});

test("a change reads its record and writes it: two ways, begin and commit on the way", async (t) => {
  const { own, most } = await seller(t, "manager");
  const { id } = await create(own, "contact", person("Khan Aisha"));
  await most("one field", 5, 2, () => update(own, "contact", id, { nextTouchOn: "2026-12-01" }));
  await most("the name, which the customer follows", 8, 4, () => update(own, "contact", id, { name: "Aisha Khan" }));
  await most("nothing", 4, 2, () => update(own, "contact", id, {}));
  // These ask for the classes of all customers anew, by a job.
  await most("to the trash", 10, 7, () => remove(own, "contact", id));
  await most("and back", 11, 7, () => restore(own, "contact", id));
});

test("who sees their own is asked about no more often than their rights need", async (t) => {
  const { own, most } = await seller(t, "sales");
  await most("a contact", 2, 1, () => create(own, "contact", person("Khan Aisha")));
  const { id } = await create(own, "contact", person("Aisha Khan"));
  await most("one field", 5, 2, () => update(own, "contact", id, { nextTouchOn: "2026-12-01" }));
});
