/** Records over HTTP: reading, writing, versions, refusals, rights. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testHouse } from "./house.fixtures.ts";

test("a person signs in, creates, reads, changes, deletes and restores a record", async (t) => {
  const { person } = await testHouse(t);
  const { speak } = await person("manager");
  const made = await speak("POST", "/api/v1/companies", { name: "Lahore Traders" });
  assert.equal(made.status, 201, made.text);
  const at = `/api/v1/companies/${made.body.id}`;
  assert.equal(made.headers["location"], at);
  const read = await speak("GET", at);
  assert.equal(read.headers["etag"], '"1"');
  assert.equal((await speak("GET", at, undefined, { "if-none-match": '"1"' })).status, 304);
  assert.equal((await speak("PATCH", at, { name: "Lahore Traders Ltd" }, { "if-match": '"1"' })).body.version, 2);
  const late = await speak("PATCH", at, { name: "Other" }, { "if-match": '"1"' });
  assert.equal(late.status, 412);
  assert.equal(late.body.code, "version_changed");
  assert.equal(late.body.currentVersion, 2);
  assert.equal((await speak("DELETE", at, undefined, { "if-match": '"2"' })).status, 204);
  assert.equal((await speak("GET", at)).status, 404);
  assert.equal((await speak("POST", `${at}/restore`, {})).body.name, "Lahore Traders Ltd");
  const list = await speak("GET", "/api/v1/companies?sort=name&limit=10");
  assert.deepEqual(
    list.body.data.map((each: { name: string }) => each.name),
    ["Lahore Traders Ltd"],
  );
});

test("bad input is refused in the house's form, never with a fault of ours", async (t) => {
  const { key } = await testHouse(t);
  const { speak } = await key("owner");
  const post = (body: unknown, headers?: Record<string, string>) => speak("POST", "/api/v1/companies", body, headers);
  const cases: [
    string,
    Promise<{
      status: number;
      body: { code: string; issues: { path: string }[]; requestId: string };
      headers: Record<string, unknown>;
    }>,
    number[],
  ][] = [
    ["no JSON", post("{"), [400]],
    ["empty", post(""), [400]],
    ["text", post("x", { "content-type": "text/plain" }), [415]],
    ["form", post("name=x", { "content-type": "application/x-www-form-urlencoded" }), [415]],
    ["array", post([]), [422]],
    ["null", post("null"), [422]],
    ["prototype", post('{"__proto__":{"admin":true},"name":"x"}'), [400]],
    ["constructor", post('{"constructor":{"prototype":{}},"name":"x"}'), [400]],
    ["huge", post({ name: "x".repeat(1_100_000) }), [413]],
    ["deep", post(`{"name":${"[".repeat(20_000)}${"]".repeat(20_000)}}`), [400, 422]],
    ["NUL", post({ name: "a\u0000b" }), [422]],
    ["unknown field", post({ name: "x", colour: "red" }), [422]],
    ["system field", post({ name: "x", search: "y" }), [422]],
    ["huge number", post('{"name":1e400}'), [422]],
    ["unknown parameter", speak("GET", "/api/v1/companies?colour=red"), [400]],
    ["twice", speak("GET", "/api/v1/companies?limit=1&limit=2"), [400]],
    ["limit", speak("GET", "/api/v1/companies?limit=201"), [400]],
    ["no filter", speak("GET", "/api/v1/companies?filter=%7B"), [400]],
    [
      "wrong filter",
      speak("GET", `/api/v1/companies?filter=${encodeURIComponent('{"field":"name","op":"like"}')}`),
      [400],
    ],
    [
      "before all years",
      speak(
        "GET",
        `/api/v1/companies?filter=${encodeURIComponent('{"field":"createdAt","op":"before","value":{"relative":"-99999y"}}')}`,
      ),
      [422],
    ],
    [
      "deep filter",
      speak(
        "GET",
        `/api/v1/companies?filter=${encodeURIComponent(`${'{"not":'.repeat(2000)}{"and":[]}${"}".repeat(2000)}`)}`,
      ),
      [400, 422],
    ],
    ["cursor", speak("GET", "/api/v1/companies?cursor=abc"), [400, 422]],
    ["sort", speak("GET", "/api/v1/companies?sort=name%3Bdrop"), [400, 422]],
    ["id", speak("GET", "/api/v1/companies/1%27%20or%201=1"), [404]],
    ["NUL in address", speak("GET", "/api/v1/companies/%00"), [404]],
    ["NUL in search", speak("GET", "/api/v1/companies?q=%00a"), [200, 422]],
    [
      "version",
      speak("PATCH", "/api/v1/companies/01a20500-2fbe-7000-b77b-045bbc129338", { name: "x" }, { "if-match": "seven" }),
      [400],
    ],
    ["measure", speak("GET", "/api/v1/companies/aggregate?measures=sum:name"), [422]],
    ["method", speak("PUT", "/api/v1/companies", {}), [404]],
    ["address", speak("GET", "/api/v1/%E0%A4%A"), [400]],
  ];
  for (const [name, asked, expected] of cases) {
    const answered = await asked;
    assert.ok(expected.includes(answered.status), `${name}: ${answered.status} ${JSON.stringify(answered.body)}`);
    if (answered.status === 200) continue;
    assert.match(String(answered.headers["content-type"]), /^application\/problem\+json/, name);
    assert.ok(answered.body.requestId && answered.body.code, name);
    assert.equal(answered.headers["x-request-id"], answered.body.requestId, name);
  }
  const unknown = await speak("GET", "/api/v1/companies?colour=red");
  assert.deepEqual(
    unknown.body.issues.map((issue: { path: string }) => issue.path),
    ["colour"],
  );
  assert.deepEqual(
    (await post({ name: "x", colour: "red", emails: "nobody" })).body.issues
      .map((issue: { path: string }) => issue.path)
      .sort(),
    ["colour", "emails"],
  );
});

test("a batch tells the fate of each operation", async (t) => {
  const { person } = await testHouse(t);
  const { speak } = await person("manager");
  const first = (await speak("POST", "/api/v1/companies", { name: "First" })).body;
  const answered = await speak("POST", "/api/v1/companies/batch", {
    operations: [
      { op: "create", data: { name: "Second" } },
      { op: "create", data: { name: "Third", colour: "red" } },
      { op: "update", id: first.id, data: { name: "First, changed" }, ifVersion: 1 },
      { op: "update", id: "01a20500-2fbe-7000-b77b-045bbc129338", data: { name: "Nobody" } },
    ],
  });
  assert.equal(answered.status, 200, answered.text);
  assert.deepEqual(
    answered.body.results.map((result: { status: number }) => result.status),
    [201, 422, 200, 404],
  );
  assert.equal(answered.body.results[0].record.name, "Second");
  assert.equal(answered.body.results[1].problem.issues[0].path, "colour");
  assert.equal(
    (
      await speak("POST", "/api/v1/companies/batch", {
        operations: Array.from({ length: 1001 }, () => ({ op: "create", data: {} })),
      })
    ).status,
    422,
  );
});

test("in a batch, what fails at the door or by its key leaves its neighbours alone; upserts meet in the middle", async (t) => {
  const { person, key } = await testHouse(t);
  const [seller, other] = [await person("sales"), await person("sales")];
  const batch = (operations: object[], asking = seller.speak) =>
    asking("POST", "/api/v1/companies/batch", { operations });
  const statuses = (answered: { body: { results: { status: number }[] } }) =>
    answered.body.results.map((result) => result.status);
  const someId = "01a20500-2fbe-7000-b77b-045bbc129338";
  const mixed = await batch([
    { op: "create", data: { name: "Mine" } },
    { op: "create", data: { name: "Not mine", owner: other.id } },
    { op: "create", data: { name: "Mine too" } },
    { op: "upsert", key: { nope: "1" }, data: { name: "x" } },
    { op: "upsert", key: { id: someId }, data: { name: "x" } },
    { op: "upsert", key: { number: "N1" }, data: { name: "first" } },
    { op: "upsert", key: { number: "n1" }, data: { name: "second" } },
  ]);
  assert.deepEqual(statuses(mixed), [201, 403, 201, 422, 404, 200, 200], mixed.text);
  const found = await seller.speak("GET", "/api/v1/companies?sort=name&fields=name");
  assert.deepEqual(
    found.body.data.map((each: { name: string }) => each.name),
    ["Mine", "Mine too", "second"],
  );
  const { speak } = await key("owner");
  const race = await Promise.all(
    Array.from({ length: 6 }, () => batch([{ op: "upsert", key: { number: "R1" }, data: { name: "raced" } }], speak)),
  );
  assert.deepEqual(race.flatMap(statuses), [200, 200, 200, 200, 200, 200]);
  const twins = await Promise.all([1, 2].map(() => speak("POST", "/api/v1/companies", { name: "T", number: "T1" })));
  const late = twins.find((twin) => twin.status !== 201)!;
  assert.ok([409, 422].includes(late.status));
  assert.equal(late.body.issues[0].path, "number", "the field is named, not the index");
});

test("what can be asked of a list is answered or refused, whatever the role's reach", async (t) => {
  const { key } = await testHouse(t);
  const { speak } = await key("sales");
  for (const query of ["sort=", "sort=,", "cursor=end&sort=", "cursor=at:1&sort="])
    assert.ok((await speak("GET", `/api/v1/companies?${query}`)).status < 500, query);
  for (const query of ["measures=", "groupBy=createdAt&measures=,"])
    assert.equal((await speak("GET", `/api/v1/companies/aggregate?${query}`)).status, 422, query);
});

test("every answer carries the headers that keep browsers safe", async (t) => {
  const { person, stranger } = await testHouse(t, { publicUrl: "https://crm.example" });
  const { speak, cookie } = await person("sales");
  assert.match(cookie, /^__Host-raabta\.session=/);
  for (const [asking, url] of [
    [speak, "/api/v1/companies"],
    [stranger, "/api/session"],
    [stranger, "/api/nothing"],
    [stranger, "/"],
    [stranger, "/health"],
    [stranger, "/api"],
  ] as const) {
    const { headers } = await asking("GET", url);
    assert.match(String(headers["content-security-policy"]), /default-src 'none'.*frame-ancestors 'none'/, url);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.equal(headers["cross-origin-resource-policy"], "same-origin");
    assert.equal(headers["referrer-policy"], "same-origin");
    assert.match(String(headers["strict-transport-security"]), /max-age/);
    assert.match(String(headers["cache-control"]), /no-store|no-cache/, url);
    assert.equal(headers["access-control-allow-origin"], undefined);
  }
});

test("a request with a key of its own is done once, also by twins, and its answer given again", async (t) => {
  const { person, key } = await testHouse(t);
  const { speak } = await person("manager");
  const post = (idempotency: string, body: object, asking = speak) =>
    asking("POST", "/api/v1/companies", body, { "idempotency-key": idempotency });
  const twins = await Promise.all([post("a", { name: "Once" }), post("a", { name: "Once" })]);
  assert.deepEqual(
    twins.map((twin) => twin.status),
    [201, 201],
  );
  assert.deepEqual(twins[0]!.body, twins[1]!.body);
  assert.equal(twins[0]!.headers["location"], twins[1]!.headers["location"]);
  assert.equal(twins.filter((twin) => twin.headers["idempotency-replayed"] === "true").length, 1);
  assert.equal((await post("a", { name: "Other" })).status, 422);
  assert.equal((await post("b", { name: "" })).status, 422);
  assert.equal((await post("b", { name: "Better" })).status, 201, "what failed may be tried again");
  assert.equal(
    (await post("a", { name: "Own" }, (await key("manager")).speak)).status,
    201,
    "keys belong to their caller",
  );
  const { data } = (await speak("GET", "/api/v1/companies?sort=name")).body;
  assert.deepEqual(
    data.map((each: { name: string }) => each.name),
    ["Better", "Once", "Own"],
  );
});
