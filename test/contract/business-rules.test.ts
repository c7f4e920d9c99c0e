/** What every way of writing a record owes a company's rules, for an object of the product and one of the company's own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#engine/query/read.ts";
import { columnText, type JsonObject } from "#model/json.ts";
import { testHouse, type Speak } from "#server/http/house.fixtures.ts";

const WORDS = { en: "Says the administrator", ur: "منتظم کہتا ہے" };
const stage = (value: string) => ({ field: "x_stage", op: "eq", value });

const RULES: JsonObject[] = [
  { kind: "required", fields: ["x_reason"], when: stage("lost"), message: WORDS },
  {
    kind: "valid",
    fields: ["x_size"],
    settings: {
      must: {
        or: [
          { field: "x_size", op: "empty" },
          { field: "x_size", op: "gte", value: 1 },
        ],
      },
    },
  },
  { kind: "readOnly", fields: ["x_code"], when: stage("done") },
  { kind: "unique", fields: ["x_code"], when: stage("open") },
  {
    kind: "moves",
    fields: ["x_stage"],
    settings: { begins: ["open", "lost", "done"], moves: { open: ["lost", "done"] } },
  },
  { kind: "choices", fields: ["x_tier"], when: stage("open"), settings: { offers: ["a", "b"] } },
  { kind: "default", fields: ["x_note"], settings: { value: "given" } },
  { kind: "visible", fields: ["x_size"], when: stage("open") },
];

/** By kind: what is refused when it is made, and as a change of what; and the field that is named. */
const REFUSED: Record<string, { path: string; make: JsonObject; from: JsonObject; patch: JsonObject }> = {
  required: { path: "x_reason", make: { x_stage: "lost" }, from: { x_stage: "open" }, patch: { x_stage: "lost" } },
  valid: { path: "x_size", make: { x_size: 0 }, from: { x_size: 5 }, patch: { x_size: -1 } },
  readOnly: {
    path: "x_code",
    make: { x_stage: "done", x_code: "D" },
    from: { x_stage: "done" },
    patch: { x_code: "D" },
  },
  unique: {
    path: "x_code",
    make: { x_stage: "open", x_code: "taken" },
    from: { x_stage: "open", x_code: "free" },
    patch: { x_code: "TAKEN" },
  },
  moves: { path: "x_stage", make: { x_stage: "won" }, from: { x_stage: "open" }, patch: { x_stage: "won" } },
  choices: {
    path: "x_tier",
    make: { x_stage: "open", x_tier: "c" },
    from: { x_stage: "open", x_tier: "a" },
    patch: { x_tier: "c" },
  },
};

/** What the files of imports fill. */
const COLUMNS = ["x_stage", "x_reason", "x_code", "x_size", "x_tier"];

const FIELDS: [string, string, JsonObject][] = [
  ["x_stage", "choice", { options: ["open", "lost", "done", "won"] }],
  ["x_reason", "text", {}],
  ["x_code", "text", {}],
  ["x_size", "integer", {}],
  ["x_note", "text", {}],
  ["x_tier", "choice", { options: ["a", "b", "c"] }],
];

async function ruled(speak: Speak, object: string): Promise<void> {
  for (const [name, type, settings] of FIELDS)
    await made(speak, "custom-fields", { object, name, type, settings, label: { en: name } });
  for (const rule of RULES) await made(speak, "business-rules", { object, ...rule });
}

async function made(speak: Speak, path: string, body: object) {
  const answer = await speak("POST", `/api/v1/${path}`, body);
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

for (const object of ["company", "x_case"])
  test(`${object}: every kind of rule holds by API, batch, bulk and import`, async (t) => {
    const { person, house } = await testHouse(t, { rateLimit: 0 });
    await house.engine.jobs.start(1);
    const { speak } = await person("owner");
    if (object === "x_case")
      await made(speak, "custom-objects", { name: object, label: { en: { one: "Case", many: "Cases" } } });
    await ruled(speak, object);
    const path = object === "company" ? "companies" : "x-cases";
    const first = await made(speak, path, { name: "First", x_stage: "open", x_code: "taken" });
    assert.equal(first.x_note, "given");
    const issue = (answer: { body: { issues: { path: string }[] } }) => answer.body.issues.map((each) => each.path);

    const words = await speak(
      "POST",
      `/api/v1/${path}`,
      { name: "Words", x_stage: "lost" },
      { "accept-language": "ur" },
    );
    assert.deepEqual([words.body.issues[0].message, words.body.issues[0].words], [WORDS.ur, WORDS]);
    for (const [kind, { path: field, make, from, patch }] of Object.entries(REFUSED)) {
      const refused = await speak("POST", `/api/v1/${path}`, { name: kind, ...make });
      assert.deepEqual([refused.status, issue(refused)], [422, [field]], `${kind}: ${refused.text}`);
      const { id } = await made(speak, path, { name: kind, ...from });
      const changed = await speak("PATCH", `/api/v1/${path}/${id}`, patch);
      assert.deepEqual([changed.status, issue(changed)], [422, [field]], `${kind}: ${changed.text}`);
      const operations = [
        { op: "create", data: { name: kind, ...make } },
        { op: "update", id, data: patch },
        { op: "create", data: { name: `${kind} sound` } },
      ];
      const batch = await speak("POST", `/api/v1/${path}/batch`, { operations });
      assert.deepEqual(
        batch.body.results.map((each: { ok?: boolean; status?: number }) => each.status ?? each.ok),
        [422, 422, 201],
        `${kind}: ${batch.text}`,
      );
      const bulk = await speak("POST", `/api/v1/${path}/bulk`, { act: "update", patch, ids: [id] });
      assert.equal(bulk.status, 202, bulk.text);
      const run = await until(speak, `bulk/${bulk.body.id}`);
      assert.deepEqual([run.done, run.refused], [0, 1], `${kind}: ${JSON.stringify(run)}`);
      assert.equal(run.problems[0].issues[0].path, field);
    }

    const rows = Object.entries(REFUSED).map(([kind, { make }]) =>
      [`${kind} imported`, ...COLUMNS.map((name) => columnText(make[name]))].join(","),
    );
    const csv = [["name", ...COLUMNS].join(","), ...rows, "sound imported,open,,,,"].join("\r\n");
    const file = await speak(
      "POST",
      `/api/v1/imports?object=${object}`,
      `--xx\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--xx--\r\n`,
      { "content-type": "multipart/form-data; boundary=xx" },
    );
    assert.equal(file.status, 201, file.text);
    assert.equal((await speak("POST", `/api/v1/imports/${file.body.id}/start`)).status, 202);
    const imported = await until(speak, `imports/${file.body.id}`);
    assert.deepEqual([imported.counts.accepted, imported.counts.rejected], [1, rows.length]);
    const rejects = await speak("GET", `/api/v1/imports/${file.body.id}/rejects.csv`);
    assert.match(rejects.text, /Says the administrator/);

    const ctx = house.engine.systemContext(await house.engine.workspaces.get("test"));
    const hidden = await made(speak, path, { name: "Hidden", x_size: 7 });
    assert.equal((await read(ctx, object, hidden.id))["x_size"], 7);
    const noted = await speak(
      "GET",
      `/api/v1/${path}?filter=${encodeURIComponent('{"field":"x_note","op":"ne","value":"given"}')}`,
    );
    assert.deepEqual(noted.body.data, []);
  });

async function until(speak: Speak, path: string) {
  for (;;) {
    const { body } = await speak("GET", `/api/v1/${path}`);
    if (["done", "failed", "cancelled"].includes(body.status)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
