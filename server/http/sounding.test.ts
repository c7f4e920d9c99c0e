/** Filters by sound over HTTP: what they find, which fields offer them, what is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testHouse } from "./house.fixtures.ts";

test("a list, a count and a saved view find names as they sound, in any script", async (t) => {
  const { person } = await testHouse(t);
  const { speak } = await person("manager");
  for (const name of ["Mohammad Ali", "मोहम्मद अली", "محمد علی", "Hamid Ali"])
    assert.equal((await speak("POST", "/api/v1/contacts", { name })).status, 201);
  const asked = (value: unknown, field = "name") =>
    encodeURIComponent(JSON.stringify({ field, op: "soundsLike", value }));
  for (const value of ["mohammad", "मोहम्मद", "محمد", "ali mohammad"])
    for (const object of ["contacts", "customers"]) {
      const { body } = await speak("GET", `/api/v1/${object}?filter=${asked(value)}`);
      assert.deepEqual(
        body.data
          .map((each: { name: string | { full: string } }) =>
            typeof each.name === "string" ? each.name : each.name.full,
          )
          .sort(),
        ["Mohammad Ali", "محمد علی", "मोहम्मद अली"],
      );
      assert.deepEqual(body.count, { value: 3, exact: true });
    }
  const saved = await speak("POST", "/api/v1/views", {
    name: "Mohammads",
    object: "contact",
    definition: { filter: { field: "name", op: "soundsLike", value: "محمد" } },
  });
  assert.equal(saved.status, 201, saved.text);
  for (const [value, field] of [
    ["?!", "name"],
    [["ali"], "name"],
    ["ali", "number"],
  ]) {
    const refused = await speak("GET", `/api/v1/contacts?filter=${asked(value, field as string)}`);
    assert.equal(refused.status, 422, refused.text);
  }
  const { body } = await speak("GET", "/api/v1/meta");
  const offered = body.objects.flatMap((object: { name: string; fields: { name: string; operators: object }[] }) =>
    object.fields.filter((field) => "soundsLike" in field.operators).map((field) => `${object.name}.${field.name}`),
  );
  assert.deepEqual(offered.sort(), ["company.legalName", "company.name", "contact.name", "customer.name", "user.name"]);
});
