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
  assert.deepEqual(list.body.data.map((each: { name: string }) => each.name), ["Lahore Traders Ltd"]);
});
