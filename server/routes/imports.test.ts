/** A file from upload to the end, as a browser sends it; who may see and do what. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { invoices } from "#test/import/invoices.ts";
import { testHouse, type Speak } from "../http/house.fixtures.ts";

function upload(speak: Speak, name: string, content: string, query = "") {
  const boundary = "----test";
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`;
  return speak("POST", `/api/v1/imports${query}`, body, {
    "content-type": `multipart/form-data; boundary=${boundary}`,
  });
}

async function until(speak: Speak, id: string, ...states: string[]) {
  for (;;) {
    const { body } = await speak("GET", `/api/v1/imports/${id}`);
    if (states.includes(body.status)) return body;
    assert.notEqual(body.status, "failed", body.error);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("a file is handed in, corrected, checked, started, looked at, and taken back", async (t) => {
  const { person, house } = await testHouse(t);
  await house.engine.jobs.start(1);
  const { speak } = await person("manager");
  const made = invoices(40);
  const bad = `${made.csv}999,X1,Thing,none,2011-01-01 10:00:00,1.00,,France\r\n`;
  const found = await upload(speak, "..\\shop lines.csv", bad);
  assert.equal(found.status, 201, found.text);
  assert.equal(found.body.file.name, "shop lines.csv");
  assert.deepEqual(
    [found.body.status, found.body.rows, found.body.mapping.preset, found.body.detected.separator],
    ["read", made.lines + 1, "orderLines", ","],
  );
  const { id } = found.body;
  const wrong = await speak("PATCH", `/api/v1/imports/${id}`, {
    mapping: { ...found.body.mapping, columns: [{ index: 0, target: { object: "order", field: "nothing" } }] },
  });
  assert.equal(wrong.status, 422);
  const corrected = await speak("PATCH", `/api/v1/imports/${id}`, {
    mapping: { ...found.body.mapping, timeZone: "Europe/London" },
  });
  assert.equal(corrected.body.mapping.timeZone, "Europe/London");
  const preview = await speak("GET", `/api/v1/imports/${id}/preview`);
  assert.ok(preview.body.records.some((record: { object: string }) => record.object === "product"));
  assert.equal((await speak("POST", `/api/v1/imports/${id}/check`)).status, 202);
  const checked = await until(speak, id, "checked");
  assert.deepEqual(
    [checked.counts.accepted, checked.counts.rejected, checked.counts.objects.order.create],
    [made.lines, 1, made.orders],
  );
  assert.equal(checked.issuesSample[0].column, "Quantity");
  assert.equal((await speak("POST", `/api/v1/imports/${id}/start`)).status, 202);
  const done = await until(speak, id, "done");
  assert.deepEqual(done.counts, checked.counts);
  const rejects = await speak("GET", `/api/v1/imports/${id}/rejects.csv`);
  assert.match(
    String(rejects.headers["content-disposition"]),
    /^attachment; filename\*=UTF-8''shop%20lines%20-%20rejected\.csv/,
  );
  assert.match(rejects.text, /999,X1,Thing,none,/);
  assert.equal((await speak("GET", "/api/v1/orders?limit=1")).body.count.value, made.orders);
  assert.equal((await speak("POST", `/api/v1/imports/${id}/start`)).status, 409);
  const removing = await speak("POST", `/api/v1/imports/${id}/remove-created`);
  assert.equal(removing.status, 202, removing.text);
  for (;;) {
    const { body } = await speak("GET", `/api/v1/jobs/${removing.body.job.id}`);
    if (body.status === "done") break;
    assert.notEqual(body.status, "failed", body.error);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal((await speak("GET", "/api/v1/orders?limit=1")).body.count.value, 0);
  assert.equal((await speak("GET", "/api/v1/companies?limit=1")).body.count.value, 0);
});

test("a column that fits no field is given one of the kind that its values have, and goes into it", async (t) => {
  const { person, house } = await testHouse(t);
  await house.engine.jobs.start(1);
  const { speak } = await person("admin");
  const rows = Array.from({ length: 12 }, (_, n) => `Mill ${n},${["Gold", "Not set"][n % 2]},${n},007\n`);
  const { body: found } = await upload(
    speak,
    "mills.csv",
    `Company Name,Level,Rooms,Ward\n${rows.join("")}`,
    "?object=company",
  );
  const left = found.columns.slice(1) as { index: number; name: string; like: { type: string; options?: string[] } }[];
  assert.deepEqual(
    left.map(({ like }) => like),
    [{ type: "choice", options: ["Gold", "Not set"] }, { type: "integer" }, { type: "text" }],
  );
  const made = await speak("POST", "/api/v1/custom-fields/batch", {
    operations: left.map(({ name, like: { type, options } }) => ({
      op: "create",
      data: { object: "company", label: { en: name }, type, settings: options ? { options } : {} },
    })),
  });
  assert.deepEqual(
    made.body.results.map((result: { status: number }) => result.status),
    [201, 201, 201],
  );
  const targets = made.body.results.map(({ record }: { record: { name: string } }) => ({
    object: "company",
    field: record.name,
  }));
  const columns = [found.mapping.columns[0], ...left.map(({ index }, place) => ({ index, target: targets[place] }))];
  const mapped = await speak("PATCH", `/api/v1/imports/${found.id}`, { mapping: { ...found.mapping, columns } });
  assert.equal(mapped.status, 200, mapped.text);
  await speak("POST", `/api/v1/imports/${found.id}/start`);
  const done = await until(speak, found.id, "done");
  assert.deepEqual([done.counts.accepted, done.counts.rejected], [12, 0]);
  const [first] = (await speak("GET", "/api/v1/companies?sort=name&limit=1")).body.data;
  assert.deepEqual([first.x_level, first.x_rooms, first.x_ward], ["Gold", 0, "007"]);
});

test("an import is its maker's: others see none of it, and who may not import hands in nothing", async (t) => {
  const { person } = await testHouse(t);
  const maker = await person("marketing");
  const found = await upload(maker.speak, "list.csv", "Company Name,City\nA,Lahore\n");
  assert.equal(found.status, 201, found.text);
  const colleague = await person("manager");
  assert.equal((await colleague.speak("GET", `/api/v1/imports/${found.body.id}`)).status, 404);
  assert.equal((await colleague.speak("GET", `/api/v1/imports/${found.body.id}/rejects.csv`)).status, 404);
  assert.deepEqual((await colleague.speak("GET", "/api/v1/imports")).body.data, []);
  assert.equal((await maker.speak("GET", "/api/v1/imports")).body.data.length, 1);
  const sales = await person("sales");
  assert.equal((await upload(sales.speak, "list.csv", "Company Name\nA\n")).status, 403);
  const broken = await upload(maker.speak, "x.csv", "");
  assert.deepEqual([broken.status, broken.body.issues[0].path], [422, "file"]);
});
