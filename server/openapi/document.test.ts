/** The document tells the truth: of all routes and of the shapes of their answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allRoutes } from "../routes/index.ts";
import { createMetrics } from "../http/metrics.ts";
import { testHouse } from "../http/house.fixtures.ts";
import { documented, openapiDocument } from "./document.ts";

test("every route stands in the document, once, and every reference leads somewhere", async (t) => {
  const { house, stranger } = await testHouse(t);
  const routes = allRoutes(house, createMetrics(house.engine.database));
  const served = await stranger("GET", "/api/v1/openapi.json");
  assert.equal(served.status, 200);
  const document = openapiDocument(routes, house.engine.catalogue);
  assert.deepEqual(served.body, JSON.parse(JSON.stringify(document)));
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(
    described.toSorted(),
    routes.map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, "{$1}")}`).toSorted(),
  );
  for (const [path, methods] of Object.entries(document.paths))
    for (const method of Object.keys(methods))
      assert.ok(
        house.app.hasRoute({ method: method.toUpperCase() as "GET", url: path.replace(/\{(\w+)\}/g, ":$1") }),
        path,
      );
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => operation["operationId"]),
  );
  assert.equal(new Set(ids).size, ids.length);
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(schemas|responses)\/([^"]+)"/g);
  for (const [, kind, name] of references) assert.ok(document.components[kind as "schemas"][name!], `${kind}/${name}`);
  assert.ok(
    document.components.schemas["Company"] &&
      document.components.schemas["CompanyInput"] &&
      document.components.schemas["CompanyPatch"],
  );
});

test("a view's definition and the filters in it are described, and any JSON has one name", async (t) => {
  const { house } = await testHouse(t);
  const routes = allRoutes(house, createMetrics(house.engine.database));
  const { schemas } = openapiDocument(routes, house.engine.catalogue).components;
  const properties = (name: string) => schemas[name]!["properties"] as Record<string, { $ref?: string }>;
  for (const name of ["View", "ViewInput", "ViewPatch"])
    assert.match(JSON.stringify(properties(name)["definition"]), /schemas\/ViewDefinition"/, name);
  assert.equal(properties("ViewDefinition")["filter"]!.$ref, "#/components/schemas/FilterNode");
  assert.match(JSON.stringify(properties("Automation")["condition"]), /schemas\/FilterNode"/);
  assert.deepEqual(
    Object.keys(schemas).filter((name) => name.startsWith("__")),
    [],
  );
});

test("what is answered has the shape that the document says", async (t) => {
  const { house, person } = await testHouse(t);
  const { speak } = await person("owner");
  const routes = allRoutes(house, createMetrics(house.engine.database));
  const held = async (method: string, path: string, url: string, body?: unknown) => {
    const answered = await speak(method, url, body);
    const route = routes.find((each) => each.method === method && each.path === path)!;
    assert.equal(answered.status, route.status ?? 200, `${method} ${url}: ${answered.text}`);
    if (answered.status === 204) return answered.body;
    const shape = documented(route).response ?? route.response;
    const parsed = shape.safeParse(answered.body);
    assert.ok(
      parsed.success,
      `${method} ${path}: ${JSON.stringify(parsed.error?.issues.slice(0, 5))} in ${answered.text.slice(0, 1500)}`,
    );
    return answered.body;
  };
  for (const object of house.engine.catalogue.objects.values()) {
    const path = `/api/v1/${object.path}`;
    if (object.definition.written === "own" || object.definition.childOf) {
      await held("GET", path, path);
      continue;
    }
    const input = exampleOf(object.name);
    if (!input) continue;
    const made = await held("POST", path, path, input);
    await held("GET", path, `${path}?limit=3`);
    await held("GET", `${path}/:id`, `${path}/${made.id}`);
    await held("PATCH", `${path}/:id`, `${path}/${made.id}`, {});
    await held("GET", `${path}/:id/history`, `${path}/${made.id}/history`);
    await held("GET", `${path}/:id/timeline`, `${path}/${made.id}/timeline`);
    await held("GET", `${path}/aggregate`, `${path}/aggregate?measures=count`);
    await held("DELETE", `${path}/:id`, `${path}/${made.id}`);
    await held("POST", `${path}/:id/restore`, `${path}/${made.id}/restore`, {});
  }
  const plain = routes.filter(
    (each) =>
      each.method === "GET" &&
      !each.streams &&
      !each.path.includes(":") &&
      !each.path.endsWith("/aggregate") &&
      !["/api", "/metrics"].includes(each.path),
  );
  for (const { path } of plain.filter((each) => each.query === undefined || each.query.safeParse({}).success))
    await held("GET", path, path);
  await held("GET", "/api/v1/search", "/api/v1/search?q=exam");
});

/** The least that makes one. Objects that need others are tried where those are made. */
function exampleOf(name: string): Record<string, unknown> | undefined {
  const examples: Record<string, Record<string, unknown>> = {
    company: { name: "Example Traders", emails: ["a@example.com"], phones: ["0300 1234567"] },
    contact: { name: "Amina Khan", emails: ["amina@example.com"] },
    product: { name: "Lamp", code: "L1" },
    team: { name: "North" },
    tag: { name: "vip2" },
    role: {
      name: "Own",
      rights: {
        standard: { read: "all", create: false, update: "none", delete: "none" },
        objects: {},
        capabilities: [],
      },
    },
    activity: { kind: "note", body: "Called" },
  };
  return examples[name];
}
