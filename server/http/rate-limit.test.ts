/** The limit holds over processes and restarts, a fair caller is not held back, and the headers say how it stands. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { testHouse } from "./house.fixtures.ts";
import { createMetrics } from "./metrics.ts";
import { costOf, databaseBuckets, RateLimiter, type Buckets } from "./rate-limit.ts";
import { allRoutes } from "../routes/index.ts";

/** The same bucket as PostgreSQL keeps, by a clock of one's own. */
function modelBuckets(now: () => number): Buckets {
  const rows = new Map<string, { units: number; at: number }>();
  return {
    draw: async (key, { want, rate, size }) => {
      const row = rows.get(key) ?? { units: size, at: now() };
      const filled = Math.min(size, row.units + (rate * (now() - row.at)) / 1000);
      const given = Math.min(want, Math.floor(filled));
      rows.set(key, { units: filled - given, at: now() });
      return { given, left: filled - given };
    },
  };
}

const LIMIT = { perMinute: 600, burst: 200 };

test("over two nodes that restart now and then nobody gets more than the limit and the burst", async () => {
  let now = 0;
  const clock = () => now;
  const buckets = modelBuckets(clock);
  const node = () => new RateLimiter(buckets, LIMIT, clock);
  const nodes = [node(), node()];
  const granted: number[] = [];
  for (let decision = 0; decision < 300_000; decision += 1) {
    now += decision % 3;
    if (decision % 50_000 === 49_999) nodes[decision % 2] = node();
    const { allowed, retryAfter } = await nodes[decision % 2]!.take("greedy", 1);
    if (allowed) granted.push(now);
    else assert.ok(retryAfter >= 1);
  }
  let from = 0;
  for (let to = 0; to < granted.length; to += 1) {
    while (granted[to]! - granted[from]! > 60_000) from += 1;
    assert.ok(to - from + 1 <= LIMIT.perMinute + LIMIT.burst, `${to - from + 1} within a minute`);
  }
  assert.ok(granted.length > (0.95 * now * LIMIT.perMinute) / 60_000, `${granted.length} in ${now} ms`);
});

test("who asks no oftener than the limit is hardly ever refused", async () => {
  let now = 0;
  const clock = () => now;
  const buckets = modelBuckets(clock);
  const nodes = [new RateLimiter(buckets, LIMIT, clock), new RateLimiter(buckets, LIMIT, clock)];
  let refused = 0;
  for (let request = 0; request < 50_000; request += 1) {
    now += 60_000 / LIMIT.perMinute;
    if (!(await nodes[(request * 7) % 3 === 0 ? 0 : 1]!.take("fair", 1)).allowed) refused += 1;
  }
  assert.ok(refused < 50_000 * 0.05, `${refused} refused`);
});

test("two servers draw from one bucket in PostgreSQL, and each answer says what is left", async (t) => {
  const { house, key, stranger } = await testHouse(t, { rateLimit: 120 });
  const { speak, id } = await key("owner");
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: 60 }, () => speak("GET", "/api/v1/meta")));
  const filled = Math.ceil(((performance.now() - begun) / 1000) * 2);
  const allowed = answers.filter((answer) => answer.status === 200);
  const refused = answers.filter((answer) => answer.status === 429);
  assert.equal(allowed.length + refused.length, 60);
  assert.ok(
    allowed.length >= 36 && allowed.length <= 40 + filled,
    `${allowed.length} of a burst of 40 and ${filled} since`,
  );
  assert.equal(refused[0]!.body.code, "too_many_requests");
  assert.match(String(refused[0]!.headers["retry-after"]), /^[1-9]\d*$/);
  assert.equal(allowed[0]!.headers["ratelimit-policy"], '"default";q=120;w=60');
  assert.match(String(allowed[0]!.headers["ratelimit"]), /^"default";r=\d+;t=\d+$/);
  const other = new RateLimiter(databaseBuckets(house.engine.database), { perMinute: 120, burst: 40 });
  assert.equal((await other.take(id, 5)).allowed, false);
  assert.equal((await stranger("GET", "/health")).status, 200);
  assert.equal((await stranger("GET", "/health")).headers["ratelimit"], undefined);
  await house.engine.database.within("public").query(sql`update raabta.allowances set at = at - interval '1 minute'`);
  assert.equal((await other.take("somebody else", 5)).allowed, true);
});

test("what costs the server more weighs more", async (t) => {
  const { house } = await testHouse(t);
  const routes = allRoutes(house, createMetrics(house.engine.database));
  const cost = (method: string, path: string, query: Record<string, string> = {}): number =>
    costOf(
      routes.find((route) => route.method === method && route.path === `/api/v1/${path}`)!,
      query,
    );
  assert.equal(cost("GET", "companies", { limit: "50" }), 1);
  assert.equal(cost("GET", "companies", { limit: "200", include: "contacts", q: "ali" }), 4);
  assert.equal(cost("GET", "search", { q: "ali" }), 2);
  assert.equal(cost("GET", "companies/aggregate"), 2);
  assert.equal(cost("POST", "companies"), 1);
  assert.equal(cost("POST", "imports/:id/undo"), 5);
  for (const path of ["companies/batch", "companies/merge", "operations/:id/undo"])
    assert.equal(cost("POST", path), 10);
  for (const path of ["companies/bulk", "exports", "imports"]) assert.equal(cost("POST", path), 20);
  // However many objects there are: what one weighs, all weigh.
  for (const act of ["batch", "bulk", "merge"]) {
    const all = routes.filter(({ method, path }) => method === "POST" && path.endsWith(`/${act}`));
    assert.equal(new Set(all.map((route) => route.cost)).size, 1, act);
  }
});
