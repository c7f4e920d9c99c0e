/** A hidden field on the channels that are asked by a body: bulk, merging, duplicates, undoing, exports, views; and what nobody may set. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import type { Rights } from "#model/rights.ts";
import { testHouse, type Speak } from "#server/http/house.fixtures.ts";

const CANARY = "zqcanary";
const OPEN = { read: "all", create: true, update: "all", delete: "all", export: true } as const;
const RIGHTS: Rights = {
  standard: OPEN,
  objects: {
    company: { ...OPEN, fields: { notes: "hidden", tags: "hidden" } },
    order: OPEN,
    orderLine: { ...OPEN, fields: { description: "hidden" } },
  },
  capabilities: ["import", "export", "insight", "jobs", "audit", "users"],
};

async function blinded(t: Parameters<typeof testHouse>[0]) {
  const made = await testHouse(t, { rateLimit: 0 });
  await made.ctx.db.query(sql`update roles set rights = ${JSON.stringify(RIGHTS)}::jsonb where key = 'sales'`);
  made.house.identity.forgetRights("test");
  return { ...made, owner: await made.person("owner"), blind: await made.person("sales") };
}

async function post(speak: Speak, path: string, body: object) {
  const answered = await speak("POST", `/api/v1/${path}`, body);
  assert.ok(answered.status < 300, `${path}: ${answered.text}`);
  return answered;
}

test("no body asks a hidden value out, and none writes one", { timeout: 60_000 }, async (t) => {
  const { house, owner, blind } = await blinded(t);
  await house.engine.jobs.start(1);
  const company = async (name: string, notes: string) =>
    (await post(owner.speak, "companies", { name, notes, tags: ["plain"] })).body.id as string;
  const [a, b] = [await company("Same name", `${CANARY} a`), await company("Same name", `${CANARY} b`)];
  const order = async () =>
    (await post(owner.speak, "orders", { lines: [{ description: CANARY, quantity: "1", unitPrice: "1" }] })).body
      .id as string;
  const [c, d] = [await order(), await order()];
  const answers = await Promise.all([
    post(blind.speak, "companies/merge", { into: a, from: [b], preview: true }),
    post(blind.speak, "orders/merge", { into: c, from: [d], preview: true }),
    post(blind.speak, "companies/duplicates", { name: "Same name" }),
    post(blind.speak, "companies/bulk", { act: "update", patch: { industry: "X" }, ids: [a, b], preview: true }),
    post(blind.speak, "companies/batch", { operations: [{ op: "update", id: a, data: { industry: "Y" } }] }),
  ]);
  for (const { text } of answers) assert.ok(!text.includes(CANARY), text);

  const hidden = [
    ["companies/merge", { into: a, from: [b], take: { notes: b } }],
    ["companies/bulk", { act: "update", patch: { notes: "x" }, ids: [a] }],
    ["companies/bulk", { act: "delete", filter: { field: "notes", op: "contains", value: CANARY }, preview: true }],
    ["companies/bulk", { act: "add", field: "tags", values: ["x"], ids: [a] }],
    ["companies", { name: "New", notes: "x" }],
    ["views", { name: "V", object: "company", definition: { columns: [{ field: "notes" }] } }],
    ["views", { name: "V", object: "company", definition: { sort: "notes" } }],
    ["exports", { object: "company", fields: ["name", "notes"] }],
    ["exports", { object: "company", sort: "notes" }],
    ["exports", { object: "company", filter: { field: "notes", op: "contains", value: CANARY } }],
    ["exports", { object: "order", fields: ["lines.description"] }],
  ] as const;
  for (const [path, body] of hidden) {
    const answered = await blind.speak("POST", `/api/v1/${path}`, body);
    assert.equal(answered.status, 422, `${path} ${JSON.stringify(body)}: ${answered.text}`);
    assert.ok(!answered.text.includes(`${CANARY} a`), answered.text);
  }
  const batch = await post(blind.speak, "companies/batch", {
    operations: [
      { op: "update", id: a, data: { notes: "x" } },
      { op: "upsert", key: { notes: `${CANARY} a` }, data: { name: "x" } },
    ],
  });
  assert.deepEqual(
    batch.body.results.map((each: { status: number }) => each.status),
    [422, 422],
    batch.text,
  );

  const edit = await owner.speak("PATCH", `/api/v1/companies/${a}`, { notes: `${CANARY} c`, industry: "Z" });
  await owner.speak("PATCH", `/api/v1/companies/${a}`, { notes: `${CANARY} d`, industry: "W" });
  const operation = String(edit.headers["raabta-operation"]);
  const undo = await post(blind.speak, `operations/${operation}/undo`, { preview: true });
  assert.ok(!undo.text.includes(CANARY), undo.text);
  for (const object of ["company", "order"])
    for (const format of ["csv", "xlsx"]) {
      const { id } = (await post(blind.speak, "exports", { object, format })).body;
      await finished(blind.speak, id);
      const file = await blind.speak("GET", `/api/v1/exports/${id}/file`);
      assert.equal(file.status, 200);
      assert.ok(!file.text.includes(CANARY), `${object}.${format}`);
    }
  for (const path of [
    "changes?limit=1000",
    "operations",
    "bulk",
    "jobs",
    "search?q=zqcanary",
    "companies?q=zqcanary",
  ]) {
    const { text } = await blind.speak("GET", `/api/v1/${path}`);
    assert.ok(!text.includes(CANARY), `${path}: ${text}`);
  }
  const kept = await owner.speak("GET", `/api/v1/companies/${a}`);
  assert.equal(kept.body.notes, `${CANARY} d`);
});

async function finished(speak: Speak, id: string): Promise<void> {
  for (;;) {
    const { body } = await speak("GET", `/api/v1/exports/${id}`);
    if (body.status === "done") return;
    assert.ok(["queued", "running"].includes(body.status), body.error);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

test("mass assignment: what the system, rules or nobody writes is refused in each way of writing", async (t) => {
  const { ctx, owner } = await blinded(t);
  const id = (await post(owner.speak, "companies", { name: "A" })).body.id as string;
  const extra = [
    "deleted_at",
    "owner_id",
    "name_key",
    "createdById",
    "searchText",
    "statistics",
    "constructor",
    "toString",
    "search",
    "unheardOf",
  ].map((name) => `"${name}":null`);
  for (const pair of [...extra, '"__proto__":{"name":"x"}', '"constructor":{"prototype":{"polluted":1}}']) {
    const bodies: [string, string, string][] = [
      ["POST", "companies", `{"name":"B",${pair}}`],
      ["PATCH", `companies/${id}`, `{${pair}}`],
      ["POST", "companies/batch", `{"operations":[{"op":"update","id":"${id}","data":{${pair}}}]}`],
      ["POST", "companies/bulk", `{"act":"update","patch":{${pair}},"ids":["${id}"],"preview":true}`],
      ["POST", "companies/bulk", `{"act":"delete","ids":["${id}"],"preview":true,${pair}}`],
      ["POST", "api-keys", `{"name":"k","role":"owner",${pair}}`],
      ["PATCH", "me", `{${pair}}`],
    ];
    for (const [method, path, body] of bodies) {
      const answered = await owner.speak(method, `/api/v1/${path}`, body);
      const status =
        path.endsWith("/batch") && answered.status === 200 ? answered.body.results[0].status : answered.status;
      assert.ok([400, 422].includes(status), `${method} ${path} ${body}: ${answered.status} ${answered.text}`);
    }
  }
  const own = {
    id: "01890000-0000-7000-8000-000000000000",
    version: 7,
    createdAt: "2001-01-01T00:00:00Z",
    deletedAt: null,
  };
  const copy = await post(owner.speak, "companies", { name: "Read and sent back", ...own });
  assert.ok(
    copy.body.id !== own.id && copy.body.version === 1 && copy.body.createdAt > "2002",
    "what one read may be sent back, and says nothing",
  );
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  for (const object of ctx.catalogue.objects.values()) {
    if (object.definition.written === "own" || object.definition.childOf) continue;
    for (const field of object.fields.values()) {
      if (field.source === "system") continue;
      if (!field.definition.secret && !field.definition.readOnly && field.source !== "statistics") continue;
      const answered = await owner.speak("PATCH", `/api/v1/${object.path}/${id}`, { [field.name]: null });
      assert.ok([404, 422, 403].includes(answered.status), `${object.name}.${field.name}: ${answered.text}`);
    }
  }
  assert.equal((await owner.speak("GET", `/api/v1/companies/${id}`)).body.version, 1, "nothing was written");
});

const HOSTILE = [
  "'",
  '"',
  "\\",
  "';select pg_sleep(9)--",
  '"; drop table companies; --',
  "name) or 1=1 --",
  "name;",
  "name::text",
  "t.id",
  "${id}",
  "$1",
  "%00",
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "1e400",
  "-0",
  "[]",
  "{}",
  "name,name,-name",
  "ﬀ＇",
];

test("hostile text in every parameter that shapes a question: refused or found nowhere, never a fault of ours", async (t) => {
  const { owner } = await blinded(t);
  await post(owner.speak, "companies", { name: "A" });
  const condition = (part: object) =>
    `filter=${encodeURIComponent(JSON.stringify({ field: "name", op: "eq", value: "A", ...part }))}`;
  let asked = 0;
  for (const text of HOSTILE) {
    const value = text === "%00" ? text : encodeURIComponent(text.toWellFormed());
    const questions = [
      ...["sort", "fields", "include", "cursor", "q", "limit", "trash", "count", "filter", "unheard"].map(
        (name) => `companies?${name}=${value}`,
      ),
      ...[{ field: text }, { op: text }, { value: text }, { value: [text] }, { value: { [text]: text } }].map(
        (part) => `companies?${condition(part)}`,
      ),
      `companies?filter=${encodeURIComponent(JSON.stringify({ has: text }))}`,
      `companies?sort=name&sort=${value}`,
      `companies/aggregate?measures=count&groupBy=${value}`,
      `companies/aggregate?measures=count&groupBy=createdAt:${value}`,
      `companies/aggregate?measures=${value}`,
      `companies/aggregate?measures=sum:${value}`,
      `companies/${value}`,
      `companies/${value}/history`,
      `${value}`,
      `search?q=${value}`,
      `changes?cursor=${value}`,
      `changes?object=${value}`,
      `operations?via=${value}`,
      `insight/abc?measure=${value}`,
      `insight/abc?limits=${value}`,
      `insight/revenue?interval=${value}`,
    ];
    for (const question of questions) {
      const answered = await owner.speak("GET", `/api/v1/${question}`);
      asked += 1;
      assert.ok(answered.status < 500, `${question}: ${answered.text}`);
      assert.doesNotMatch(answered.text, /syntax error|relation "\w|column "\w/i, question);
    }
    const posted: [string, string, object][] = [
      ["POST", "exports", { object: text }],
      ["POST", "exports", { object: "company", sort: text }],
      ["POST", "exports", { object: "company", fields: [text] }],
      ["POST", "exports", { object: "company", language: text }],
      ["POST", "companies/bulk", { act: "update", patch: { [text]: text }, all: true, preview: true }],
      ["POST", "companies/bulk", { act: "add", field: text, values: [text], all: true, preview: true }],
      ["POST", "companies/batch", { operations: [{ op: "upsert", key: { [text]: text }, data: { name: "x" } }] }],
      ["PATCH", "me", { language: text, timeZone: text }],
      ["PATCH", "workspace", { settings: { timeZone: text } }],
      ["PATCH", "workspace", { settings: { baseCurrency: text } }],
      ["POST", "views", { name: text, object: text, definition: { sort: text, groupBy: text, filter: { has: text } } }],
      ["POST", "presence", { object: text, id: text, tab: text, editing: text }],
    ];
    for (const [method, path, body] of posted) {
      const answered = await owner.speak(method, `/api/v1/${path}`, body);
      asked += 1;
      assert.ok(answered.status < 500, `${method} ${path} ${JSON.stringify(body)}: ${answered.text}`);
      assert.doesNotMatch(answered.text, /syntax error/i, path);
    }
    for (const header of ["if-match", "if-none-match", "raabta-workspace", "accept-language", "idempotency-key"]) {
      if (!/^[\x20-\x7e]*$/.test(text)) continue;
      const answered = await owner.speak("PATCH", "/api/v1/me", { theme: "dark" }, { [header]: text });
      asked += 1;
      assert.ok(answered.status < 500, `${header}: ${text}: ${answered.text}`);
    }
  }
  assert.equal((await owner.speak("GET", "/api/v1/companies")).body.data.length, 1);
  t.diagnostic(`${asked} questions`);
});
