/** Every route, every place of an id, every caller who must not know: a foreign id is answered as one that never was. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Answered, Speak } from "#server/http/house.fixtures.ts";
import { createMetrics } from "#server/http/metrics.ts";
import { inWorkspace, type Route } from "#server/http/route.ts";
import { allRoutes } from "#server/routes/index.ts";
import { cellsOf, NEVER, type Cell } from "./cells.ts";
import { CANARY, world } from "./world.ts";

/** Seen by everyone in the workspace whose role reads the object at all: they belong to nobody. */
const isCommon = (object: CatalogueObject | undefined): boolean => object?.definition.ownership.by === "none";

const plain = (answered: Answered, id: string): string =>
  JSON.stringify([
    answered.status,
    answered.text.replaceAll(id, "ID").replace(/"requestId":"[^"]*"/, ""),
    answered.headers["etag"],
    answered.headers["location"],
  ]);

test("the matrix of routes, places of ids and callers", { timeout: 120_000 }, async (t) => {
  const { house, ctx, ids, owner, mate, blind, outsider, stranger: anonymous } = await world(t);
  const routes = allRoutes(house, createMetrics(house.engine.database), ctx.catalogue).filter(inWorkspace);
  const all = routes.map((route) => ({ route, cells: cellsOf(route, ctx.catalogue) }));
  assert.deepEqual(
    all
      .filter(({ cells }) => !cells || cells.some((cell) => cell.place === "no input"))
      .map(({ route }) => `${route.method} ${route.path}`),
    [],
    "say in test/rights/cells.ts how these are asked",
  );
  const missing = all.flatMap(({ cells }) => cells!.filter((cell) => ids[cell.of] === undefined).map(({ of }) => of));
  assert.deepEqual([...new Set(missing)], [], "plant one of these in test/rights/world.ts");
  const versions = async () =>
    Promise.all(
      [...ctx.catalogue.objects.values()].map(async ({ name, path }) => {
        const answered = await owner("GET", `/api/v1/${path}/${ids[name]}`);
        assert.equal(answered.status, 200, `${name}: ${answered.text}`);
        return `${name} ${answered.body.version}`;
      }),
    );
  const before = await versions();
  let tried = 0;
  const holes: string[] = [];
  const compare = async (who: string, speak: Speak, route: Route, cell: Cell) => {
    const [foreign, never] = [cell.ask(ids[cell.of]!), cell.ask(NEVER)];
    const [asked, without] = await Promise.all([
      speak(route.method, foreign.url, foreign.body),
      speak(route.method, never.url, never.body),
    ]);
    tried += 1;
    const name = `${who}: ${route.method} ${route.path}, ${cell.place} (${cell.of})`;
    if (plain(asked, ids[cell.of]!) !== plain(without, NEVER))
      holes.push(`${name}\n  ${asked.text}\n  ${without.text}`);
    if (cell.place === "path" && ![404, 403].includes(asked.status)) holes.push(`${name}: ${asked.status}`);
    if (asked.status >= 500) holes.push(`${name}: ${asked.text}`);
    const writes = route.method === "POST" && ctx.catalogue.byPath(route.path.split("/").at(-1)!);
    if (writes && ![422, 403].includes(asked.status)) holes.push(`${name}: ${asked.status} ${asked.text}`);
    if (speak !== outsider || asked.status === 403) return;
    // Who may do everything in their own workspace is refused for the id alone: else the cell would say nothing.
    if (/^(filter|ids)/.test(cell.place) && asked.status !== 200)
      holes.push(`${name}: not even asked: ${asked.status} ${asked.text}`);
    if (writes && !asked.body.issues?.some(({ path }: { path: string }) => cell.place.startsWith(path.split(".")[0]!)))
      holes.push(`${name}: refused for something else: ${asked.text}`);
  };
  for (const { route, cells } of all) {
    for (const cell of cells!) {
      if (cell.place === "path") {
        const { url, body } = cell.ask(ids[cell.of]!);
        const refused = await anonymous(route.method, `${url}?workspace=test`, body);
        if (refused.status !== 401) holes.push(`anonymous: ${route.method} ${route.path}: ${refused.status}`);
        tried += 1;
      }
      await compare("outsider", outsider, route, cell);
      if (isCommon(ctx.catalogue.objects.get(cell.of))) continue;
      for (const [who, speak] of Object.entries(blind)) await compare(who, speak, route, cell);
    }
  }
  assert.deepEqual(holes, [], `${holes.length} holes of ${tried} cells:\n${holes.slice(0, 12).join("\n")}`);
  assert.deepEqual(await versions(), before, "nothing was written");
  for (const name of ["company", "contact", "customer", "order", "orderLine", "activity"])
    assert.equal((await mate("GET", `/api/v1/${ctx.catalogue.object(name).path}/${ids[name]}`)).status, 200, name);
  assert.ok(tried > 500, `only ${tried} cells`);
  t.diagnostic(`${routes.length} routes, ${tried} cells`);

  let read = 0;
  const sweep = async (who: string, speak: Speak, common: boolean) => {
    for (const route of routes.filter((each) => each.method === "GET" && !each.path.includes(":") && !each.streams)) {
      const object = ctx.catalogue.byPath(route.path.split("/")[3]!);
      if (common && (isCommon(object) || route.path === "/api/v1/changes" || route.path === "/api/v1/search")) continue;
      const queries = route.path.endsWith("/aggregate")
        ? ["?measures=count&groupBy=createdAt:day"]
        : route.path.endsWith("/search")
          ? [`?q=${CANARY}`]
          : object
            ? ["", "?trash=true", `?count=capped&q=${CANARY}`]
            : [""];
      for (const query of queries) {
        const answered = await speak("GET", `${route.path}${query}`);
        read += 1;
        assert.ok(answered.status < 500, `${who}: ${route.path}${query}: ${answered.text}`);
        assert.ok(!answered.text.includes(CANARY), `${who}: ${route.path}${query}: ${answered.text}`);
        for (const [name, id] of Object.entries(ids))
          if (!(common && isCommon(ctx.catalogue.objects.get(name))))
            assert.ok(
              !answered.text.includes(id),
              `${who}: ${route.path}${query} tells of the ${name}: ${answered.text}`,
            );
      }
    }
  };
  await sweep("outsider", outsider, false);
  for (const [who, speak] of Object.entries(blind)) await sweep(who, speak, true);
  t.diagnostic(`${read} answers were read`);
});
