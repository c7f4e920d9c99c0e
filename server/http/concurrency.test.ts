/** Many who change one record: with If-Match one of them for each version, without it every field keeps what was written last. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testHouse } from "./house.fixtures.ts";

const WRITERS = 40;

test("of many with the same If-Match one is served, the others get 412 with the current version", async (t) => {
  const { key } = await testHouse(t, { rateLimit: 0 });
  const { speak } = await key("owner");
  const made = await speak("POST", "/api/v1/companies", { name: "Begun" });
  const at = `/api/v1/companies/${made.body.id}`;
  for (let version = 1; version <= 3; version++) {
    const answers = await Promise.all(
      Array.from({ length: WRITERS }, (_, n) =>
        speak("PATCH", at, { name: `Writer ${n} of ${version}` }, { "if-match": `"${version}"` }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    assert.deepEqual([won.length, won[0]!.body.version], [1, version + 1]);
    for (const { status, headers, body } of answers.filter((each) => each !== won[0]))
      assert.deepEqual([status, headers["etag"], body.currentVersion], [412, `"${version + 1}"`, version + 1]);
    assert.equal((await speak("GET", at)).body.name, won[0]!.body.name);
  }
});

test("many who change what they have read, and read again when refused, lose no change", async (t) => {
  const { key } = await testHouse(t, { rateLimit: 0 });
  const { speak } = await key("owner");
  const made = await speak("POST", "/api/v1/products", { name: "Lamp", description: "" });
  const at = `/api/v1/products/${made.body.id}`;
  let attempts = 0;
  await Promise.all(
    Array.from({ length: 12 }, async (_, n) => {
      for (;;) {
        attempts += 1;
        const { body, headers } = await speak("GET", at);
        const description = `${body.description ?? ""}<${n}>`;
        const answer = await speak("PATCH", at, { description }, { "if-match": String(headers["etag"]) });
        if (answer.status === 200) return;
        assert.equal(answer.status, 412, answer.text);
      }
    }),
  );
  const { body } = await speak("GET", at);
  assert.equal(body.version, 13);
  for (let n = 0; n < 12; n++)
    assert.ok(body.description.includes(`<${n}>`), `${n} is lost after ${attempts} attempts`);
});

test("different fields of one record changed at once are all changed", async (t) => {
  const { key } = await testHouse(t, { rateLimit: 0 });
  const { speak } = await key("owner");
  const made = await speak("POST", "/api/v1/companies", { name: "Begun" });
  const at = `/api/v1/companies/${made.body.id}`;
  const fields = { name: "Ended", number: "77", website: "https://example.com/" };
  const answers = await Promise.all(
    Object.entries(fields).map(([name, value]) => speak("PATCH", at, { [name]: value })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  const { body } = await speak("GET", at);
  assert.deepEqual([body.name, body.number, body.website, body.version], ["Ended", "77", "https://example.com/", 4]);
});
