/** Bulk work, undo and trash as a caller meets them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testHouse } from "../http/house.fixtures.ts";

test("an answer names its operation, which can be looked at and taken back; purge is for who runs the workspace", async (t) => {
  const { person } = await testHouse(t);
  const owner = await person("owner");
  const made = await owner.speak("POST", "/api/v1/companies", { name: "Lamp House" });
  const gone = await owner.speak("DELETE", `/api/v1/companies/${made.body.id}`);
  const operation = String(gone.headers["raabta-operation"]);
  const trash = await owner.speak("GET", "/api/v1/trash");
  assert.deepEqual(
    trash.body.data.find((each: { object: string }) => each.object === "company"),
    { object: "company", count: { value: 1, exact: true } },
  );
  const seen = await owner.speak("GET", `/api/v1/operations/${operation}`);
  assert.deepEqual([seen.body.undoable, seen.body.subject.title, seen.body.via], [true, "Lamp House", "screen"]);
  const preview = await owner.speak("POST", `/api/v1/operations/${operation}/undo`, { preview: true });
  assert.deepEqual([preview.status, preview.body.undone], [200, 1]);
  const undone = await owner.speak("POST", `/api/v1/operations/${operation}/undo`, {});
  assert.deepEqual([undone.status, undone.body.status, undone.body.undone], [200, "done", 1]);
  await owner.speak("DELETE", `/api/v1/companies/${made.body.id}`);
  const manager = await person("manager");
  assert.equal((await manager.speak("POST", `/api/v1/companies/${made.body.id}/purge`, {})).status, 403);
  const late = await owner.speak("POST", `/api/v1/companies/${made.body.id}/purge`, {}, { "if-match": '"1"' });
  assert.equal(late.status, 412, late.text);
  const purged = await owner.speak("POST", `/api/v1/companies/${made.body.id}/purge`, {});
  assert.equal(purged.status, 204, purged.text);
  const bulk = await owner.speak("POST", "/api/v1/companies/bulk", { act: "delete", all: true, preview: true });
  assert.deepEqual([bulk.status, bulk.body.matching.value], [200, 0]);
  const begun = await owner.speak("POST", "/api/v1/companies/bulk", { act: "delete", all: true });
  assert.equal(begun.status, 202);
  assert.equal((await owner.speak("GET", `/api/v1/bulk/${begun.body.id}`)).body.status, "queued");
});

test("what cannot be taken back is counted too: keys and invitations", async (t) => {
  const { person } = await testHouse(t);
  const owner = await person("owner");
  const made = await owner.speak("POST", "/api/v1/api-keys", { name: "Shop", role: "sales" });
  const seen = await owner.speak("GET", `/api/v1/operations/${String(made.headers["raabta-operation"])}`);
  assert.deepEqual(seen.body.counts, [{ object: "apiKey", type: "created", count: 1 }]);
  assert.deepEqual([seen.body.undoable, seen.body.subject.title], [false, "Shop"]);
  const company = await owner.speak("POST", "/api/v1/companies", { name: "Lamp House" });
  const rows = await owner.speak("GET", `/api/v1/operations/${String(company.headers["raabta-operation"])}`);
  assert.deepEqual(
    rows.body.counts,
    [{ object: "company", type: "created", count: 1 }],
    "what rules keep beside it is no deed",
  );
});
