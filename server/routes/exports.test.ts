/** Lists as files: what is in them, for whom, and what an import makes of them. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { streamXlsxRows } from "hucre/xlsx";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { create, remove, update } from "#engine/records/records.ts";
import { openExport, tidyExports } from "#engine/transfer/export/export-files.ts";
import { changeImport, createImport, readImport, startImport } from "#engine/transfer/imports.ts";
import { RowSplitter } from "#engine/transfer/reading/separated.ts";
import { testHouse, type Speak } from "../http/house.fixtures.ts";

async function exported(speak: Speak, body: object) {
  const asked = await speak("POST", "/api/v1/exports", body);
  assert.equal(asked.status, 202, asked.text);
  for (;;) {
    const { body: now } = await speak("GET", `/api/v1/exports/${asked.body.id}`);
    if (now.status === "done") return now;
    assert.notEqual(now.status, "failed", now.error);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function text(speak: Speak, body: object): Promise<string> {
  const { id } = await exported(speak, { bom: false, ...body });
  const file = await speak("GET", `/api/v1/exports/${id}/file`);
  assert.equal(file.status, 200, file.text);
  return file.text;
}

const csv = async (speak: Speak, body: object): Promise<string[][]> =>
  new RowSplitter({ separator: ",", newline: "\n" }).push(await text(speak, body), true);

async function working(t: Parameters<typeof testHouse>[0]) {
  const made = await testHouse(t);
  await made.house.engine.jobs.start(1);
  return made;
}

const FORMULA = "=cmd|'/c calc'!A0";

test("a list becomes a file: its rows, its order, its columns, safe from formulas", async (t) => {
  const { person, ctx } = await working(t);
  const { speak } = await person("manager");
  const shop = await create(ctx, "company", {
    name: FORMULA,
    number: "C-2",
    phones: "+923001234567",
    address: { city: "Lahore", country: "PK" },
    notes: 'two\nlines, "quoted"',
  });
  await create(ctx, "company", { name: "Élan", number: "C-1", parent: shop.id, tags: ["a", "b"] });
  await remove(ctx, "company", (await create(ctx, "company", { name: "Gone" })).id);

  const fields = [
    "number",
    "name",
    "phones",
    "address.city",
    "parent",
    "parent.number",
    "parent.address.country",
    "tags",
    "notes",
  ];
  assert.deepEqual(await csv(speak, { object: "company", sort: "number", fields }), [
    fields,
    ["C-1", "Élan", "", "", `'${FORMULA}`, "C-2", "PK", "a; b", ""],
    ["C-2", `'${FORMULA}`, "'+923001234567", "Lahore", "", "", "", "", 'two\nlines, "quoted"'],
  ]);
  assert.deepEqual(await csv(speak, { object: "company", fields: ["name"], trash: true }), [["name"], ["Gone"]]);
  assert.deepEqual(
    await csv(speak, {
      object: "company",
      fields: ["name", "address", "parent"],
      language: "ur",
      q: "elan",
      references: "keys",
    }),
    [
      ["نام", "پتہ (گلی، مکان)", "پتہ (شہر)", "پتہ (صوبہ)", "پتہ (پوسٹل کوڈ)", "پتہ (ملک)", "مرکزی کمپنی"],
      ["Élan", "", "", "", "", "", "C-2"],
    ],
  );
  const [head, ...rows] = await csv(speak, { object: "company", filter: { field: "number", op: "eq", value: "C-2" } });
  assert.deepEqual([head!.slice(0, 3), rows.length, rows[0]![0]], [["id", "name", "number"], 1, shop.id]);
});

test("an order goes out as one row, or with a row for each line", async (t) => {
  const { person, ctx } = await working(t);
  const { speak } = await person("manager");
  await create(ctx, "product", { code: "P1", name: "Tea", kind: "goods" });
  const lines = [
    { product: { code: "P1" }, quantity: "2", unitPrice: "10.5" },
    { description: "-freight", quantity: "-1", unitPrice: "3" },
  ];
  await create(ctx, "order", { number: "O-1", orderedAt: "2024-05-01T10:00:00Z", lines });
  await create(ctx, "order", { number: "O-2", orderedAt: "2024-05-02T10:00:00Z" });
  assert.deepEqual(await csv(speak, { object: "order", fields: ["number", "total", "lines", "orderedAt"] }), [
    ["number", "total.amount", "total.currency", "lines", "orderedAt"],
    ["O-1", "18.00", "PKR", "2", "2024-05-01T10:00:00.000Z"],
    ["O-2", "0.00", "PKR", "0", "2024-05-02T10:00:00.000Z"],
  ]);
  const fields = ["number", "lines.product", "lines.product.code", "lines.description", "lines.quantity"];
  assert.equal((await speak("POST", "/api/v1/exports", { object: "order", fields })).status, 422);
  const asked = fields.filter((name) => name !== "lines.product.code");
  assert.deepEqual(await csv(speak, { object: "order", fields: asked }), [
    asked,
    ["O-1", "Tea", "", "2"],
    ["O-1", "", "'-freight", "-1"],
    ["O-2", "", "", ""],
  ]);
});

test("a workbook holds numbers, days and times as such, and formulas as text", async (t) => {
  const { person, house, ctx } = await working(t);
  const { speak } = await person("manager");
  await create(ctx, "order", {
    number: FORMULA,
    orderedAt: "2024-05-01T20:00:00Z",
    notes: "x".repeat(40_000),
    lines: [{ quantity: "2", unitPrice: "10.5" }],
  });
  const fields = ["number", "total", "orderedAt", "anonymous", "marginPercent", "notes"];
  const { id, rows, fileName } = await exported(speak, { object: "order", format: "xlsx", fields });
  assert.equal(rows, 1);
  assert.match(fileName, /^order-\d{4}-\d\d-\d\d\.xlsx$/);
  const chunks = await (await openExport(house.files, ctx.workspace.id, id)).toArray();
  const read: unknown[][] = [];
  for await (const row of streamXlsxRows(Buffer.concat(chunks as Buffer[]))) read.push(row.values as unknown[]);
  const [number, amount, currency, at, anonymous, , notes] = read[1]!;
  assert.deepEqual([number, amount, currency, anonymous], [FORMULA, 21, "PKR", true]);
  // 20:00 in UTC is the next morning on the clocks of Karachi.
  assert.equal(at instanceof Date && at.toISOString(), "2024-05-02T01:00:00.000Z");
  assert.equal((notes as string).length, 32_767);
});

test("nobody takes out what their role hides, nor another's file; every file is in the audit", async (t) => {
  const { person, key, ctx, house } = await working(t);
  const { speak } = await person("manager");
  const mine = await create(ctx, "company", { name: "Canary Traders", taxNumber: "CANARY-77" });
  const [role] = await ctx.db.query(
    sql<{ id: string; rights: string }>`select id, rights::text as rights from roles where key = 'marketing'`,
  );
  const rights = JSON.parse(role!.rights) as { objects: Record<string, object> };
  rights.objects["company"] = {
    read: "all",
    create: false,
    update: "none",
    delete: "none",
    export: true,
    fields: { taxNumber: "hidden" },
  };
  await update(ctx, "role", role!.id, { rights: rights as never });
  house.identity.forgetRights("test");
  const other = await person("marketing");
  for (const ask of [
    { fields: ["taxNumber"] },
    { sort: "taxNumber" },
    { filter: { field: "taxNumber", op: "notEmpty" } },
  ]) {
    const refused = await other.speak("POST", "/api/v1/exports", { object: "company", ...ask });
    assert.equal(refused.status, 422, JSON.stringify(ask));
  }
  assert.ok(!(await text(other.speak, { object: "company" })).includes("CANARY-77"));
  assert.equal(
    (await other.speak("POST", "/api/v1/exports", { object: "contact" })).status,
    403,
    "may read, not export",
  );
  assert.equal((await (await person("sales")).speak("POST", "/api/v1/exports", { object: "company" })).status, 403);

  const { id } = await exported(speak, { object: "company", fields: ["name"], q: "canary" });
  for (const stranger of [other.speak, (await key("manager")).speak])
    for (const end of ["", "/file"]) assert.equal((await stranger("GET", `/api/v1/exports/${id}${end}`)).status, 404);
  assert.equal((await (await person("owner")).speak("GET", `/api/v1/exports/${id}/file`)).status, 200);
  const [event] = await ctx.db.query(
    sql<{
      after: string;
      object: string;
    }>`select after::text as after, object from events where record_id = ${id} and type = 'exported'`,
  );
  assert.deepEqual(
    [event!.object, JSON.parse(event!.after)],
    ["company", { format: "csv", count: 1, fields: ["name"], q: "canary" }],
  );

  assert.equal(await tidyExports(house.files, ctx.workspace.id, Date.now() + 6 * 86_400_000), 0);
  assert.ok((await tidyExports(house.files, ctx.workspace.id, Date.now() + 8 * 86_400_000)) > 0);
  assert.equal((await speak("GET", `/api/v1/exports/${id}/file`)).status, 404);
  assert.ok(mine.id);
});

test("an export that is cancelled stops, leaves no file, and the next one is whole", { timeout: 60_000 }, async (t) => {
  const { person, ctx, house, database } = await working(t);
  const { speak } = await person("manager");
  await create(ctx, "company", { name: "One" });
  const holder = await database.pool.connect();
  await holder.query(`begin; lock table "${ctx.workspace.schema}".companies in access exclusive mode`);
  const { body: asked } = await speak("POST", "/api/v1/exports", { object: "company" });
  const until = async (...states: string[]): Promise<string> => {
    for (;;) {
      const { body } = await speak("GET", `/api/v1/exports/${asked.id}`);
      if (states.includes(body.status)) return body.status as string;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  await until("running");
  await speak("POST", `/api/v1/jobs/${asked.jobId}/cancel`);
  assert.equal(await until("cancelled", "done", "failed"), "cancelled");
  await holder.query("rollback");
  holder.release();
  assert.deepEqual(await readdir(join(house.files.folder, "exports", ctx.workspace.id)), []);
  assert.equal((await speak("GET", `/api/v1/exports/${asked.id}/file`)).status, 404);
  assert.deepEqual(await csv(speak, { object: "company", fields: ["name"] }), [["name"], ["One"]]);
});

/** All that an import could have changed. */
const versions = (ctx: Context) =>
  ctx.db.query(sql`select id, version from companies union all select id, version from contacts order by id`);

test("an exported list that is imported again changes nothing", async (t) => {
  const { person, ctx } = await working(t);
  const { speak } = await person("manager");
  const parent = await create(ctx, "company", { name: "-Parent", number: "N-1" });
  await create(ctx, "company", {
    name: "+Plus & Co",
    number: "N-2",
    parent: parent.id,
    phones: ["+923001234567", "+442079460000"],
    emails: "a@example.com; b@example.com",
    website: "https://example.com",
    address: { street: "=1 Mall Road", city: "Lahore", country: "PK" },
    tags: ["@home", "vip"],
    notes: "-- two\n== lines",
  });
  const before = await versions(ctx);
  const content = await text(speak, { object: "company", references: "keys" });
  const found = await createImport(ctx, {
    name: "again.csv",
    stream: Readable.from([Buffer.from(content)]),
    object: "company",
  });
  const columns = found.mapping.columns.map((each) =>
    each.target?.field === "externalId" ? { ...each, target: null } : each,
  );
  await changeImport(ctx, found.id, { mapping: { ...found.mapping, columns, mode: "update", key: "number" } });
  await startImport(ctx, found.id);
  let now = await readImport(ctx, found.id);
  while (now.status !== "done" && now.status !== "failed") now = await readImport(ctx, found.id);
  assert.deepEqual(
    [now.status, now.counts!.rejected, now.counts!.objects["company"]],
    ["done", 0, { create: 0, update: 0, unchanged: 2 }],
    JSON.stringify(now.issuesSample),
  );
  assert.deepEqual(await versions(ctx), before);
});
