/** The typed client as another project uses it: packed, compiled strictly, spoken to a server; wrong names do not compile. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "node:test";
import { create } from "#engine/records/records.ts";
import { testHouse } from "#server/http/house.fixtures.ts";
import { root } from "#test/harness/server.ts";
import { writeClient } from "./package.ts";

const run = promisify(execFile);

const RIGHT = `
import { createClient, InvalidInput, NotFound, VersionChanged, type Company, type WebhookMessage } from "acme-crm";

const raabta = createClient({ url: process.env["URL"]!, key: process.env["KEY"]! });
const { company, x_vehicle, contact } = raabta.records;
const said: unknown[] = [];

const mill: Company = await company.create({ name: "Chenab Mills", industry: "Cotton" });
const renamed = await company.update(mill.id, { name: "Chenab Textile" }, { version: mill.version });
said.push(renamed.version, renamed.name);
try {
  await company.update(mill.id, { name: "Late" }, { version: mill.version });
} catch (error) {
  if (error instanceof VersionChanged) said.push("412", error.currentVersion);
}
try {
  await company.create({ name: "" });
} catch (error) {
  if (error instanceof InvalidInput) said.push(error.issues.map((issue) => issue.path).join());
}
try {
  await company.get("01890000-0000-7000-8000-000000000000");
} catch (error) {
  said.push(error instanceof NotFound);
}
const results = await company.batch(
  Array.from({ length: 450 }, (_, n) => ({ op: "create" as const, data: { name: \`Firm \${n}\`, number: \`F\${n}\` } })),
  { records: false },
);
said.push(results.every((result) => result.status === 201));
let count = 0;
for await (const one of company.list({ filter: { field: "number", op: "startsWith", value: "F" }, sort: ["name"], fields: ["name"] })) {
  const name: string | null | undefined = one.name;
  if (name) count += 1;
}
said.push(count);
const same = await company.upsert({ number: "F1" }, { industry: "Steel" });
said.push(same.industry, (await company.aggregate({ measures: ["count"], filter: { field: "industry", op: "eq", value: "Steel" } })).data);
const van = await x_vehicle.create({ name: "Van", x_colour: "red", x_keeper: mill.id });
said.push(van.x_colour, van.x_keeper?.id === mill.id);
const reds = await x_vehicle.page({
  filter: { and: [{ field: "x_colour", op: "in", value: ["red"] }, { field: "x_keeper.name", op: "eq", value: "Chenab Textile" }] },
});
said.push(reds.data.length, reds.count?.value);
const withOrders = await contact.page({ filter: { not: { field: "createdAt", op: "before", value: { relative: "startOfMonth" } } } });
said.push(withOrders.data.length);
let seen = 0;
// Changes are told when nothing older is under way, and others are at work in this PostgreSQL.
while (seen === 0) for await (const { changes } of raabta.changes({ objects: ["x_vehicle"] })) seen += changes.length;
said.push(seen);
await x_vehicle.delete(van.id);
said.push(toldOf({
  type: "x_vehicle.updated",
  timestamp: "2026-11-23T07:00:00.000Z",
  data: { object: "x_vehicle", id: van.id, version: 2, by: null, via: "api", operationId: van.id, changes: [], record: van },
}));
function toldOf(message: WebhookMessage): string | null | undefined {
  if (message.type === "x_vehicle.updated") return message.data.record?.x_colour;
  return message.type === "webhook.test" ? message.data.webhook.name : message.data.id;
}
said.push((await raabta.search("chenab")).some((found) => found.object === "company"));
console.log(JSON.stringify(said));
`;

/** Each of these lines is refused by the compiler. */
const WRONG = `
import { createClient, type WebhookMessages } from "acme-crm";
const { company, x_vehicle, orderLine } = createClient({ url: "" }).records;
await company.create({ nam: "x" });
await x_vehicle.create({});
await company.update("id", { x_nothing: 1 });
await company.page({ filter: { field: "nam", op: "eq", value: "x" } });
await company.page({ filter: { field: "name", op: "before", value: "x" } });
await company.page({ sort: "-nam" });
await company.page({ fields: ["nam"] });
await x_vehicle.create({ name: "x", x_colour: "pink" });
await x_vehicle.page({ filter: { field: "x_colour", op: "eq", value: "pink" } });
await x_vehicle.page({ filter: { field: "x_keeper.nam", op: "eq", value: "x" } });
(await company.page({ fields: ["name"] })).data[0]!.industry;
await orderLine.create({});
await Promise.resolve<WebhookMessages["company.created"]["type"]>("company.updated");
`;

test("packed, installed elsewhere, compiled strictly and spoken to a server", { timeout: 120_000 }, async (t) => {
  const { house, ctx, key } = await testHouse(t);
  await create(ctx, "customObject", { name: "x_vehicle", label: { en: { one: "Vehicle", many: "Vehicles" } } });
  const own = { object: "x_vehicle", label: { en: "Own" } };
  const options = { settings: { options: [{ value: "red" }, { value: "blue" }] } };
  await create(ctx, "customField", { ...own, name: "x_colour", type: "choice", ...options });
  await create(ctx, "customField", { ...own, name: "x_keeper", type: "relation", settings: { to: "company" } });
  const { catalogue } = await house.engine.workspaces.get("test");

  const folder = await mkdtemp(join(tmpdir(), "raabta-client-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const made = await writeClient(catalogue, join(folder, "made"), "acme-crm");
  assert.ok(made.files.includes("schema.d.ts"));
  await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: made.folder });
  const project = join(folder, "project");
  const installed = join(project, "node_modules", "acme-crm");
  await mkdir(installed, { recursive: true });
  await run(
    "tar",
    [
      "-xzf",
      (await run("ls", [folder])).stdout.split("\n").find((name) => name.endsWith(".tgz"))!,
      "-C",
      installed,
      "--strip-components=1",
    ],
    { cwd: folder },
  );
  await mkdir(join(project, "node_modules", "@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"])
    await symlink(join(root, "node_modules", name), join(project, "node_modules", name));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "nodenext",
    target: "es2024",
    lib: ["es2024", "dom", "dom.asynciterable"],
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    types: ["node"],
  };
  const files = { "package.json": JSON.stringify({ type: "module" }), "right.ts": RIGHT, "wrong.ts": WRONG };
  for (const [name, text] of Object.entries(files)) await writeFile(join(project, name), text);
  const compile = async (file: string): Promise<string> => {
    await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
    const tsc = join(root, "node_modules", ".bin", "tsc");
    return run(tsc, ["-p", "."], { cwd: project }).then(
      () => "",
      (error: { stdout: string }) => error.stdout,
    );
  };
  assert.equal(await compile("right.ts"), "");
  const complaints = await compile("wrong.ts");
  const lines = new Set([...complaints.matchAll(/^wrong\.ts\((\d+),/gm)].map((found) => Number(found[1])));
  const wrong = WRONG.split("\n").flatMap((line, at) => (/^(await|\(await)/.test(line) ? [at + 1] : []));
  assert.deepEqual(
    [...lines].toSorted((a, b) => a - b),
    wrong,
    complaints,
  );

  await house.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = house.app.server.address() as AddressInfo;
  const env = { ...process.env, URL: `http://127.0.0.1:${port}`, KEY: (await key("owner")).key, NODE_OPTIONS: "" };
  const { stdout } = await run(process.execPath, ["right.ts"], { cwd: project, env });
  assert.deepEqual(JSON.parse(stdout), [
    2,
    "Chenab Textile",
    "412",
    2,
    "name",
    true,
    true,
    450,
    "Steel",
    [{ count: 1 }],
    "red",
    true,
    1,
    1,
    0,
    1,
    "red",
    true,
  ]);
});
