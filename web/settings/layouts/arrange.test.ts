/** Fields of a layout go where they are put, and are never lost or doubled. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { kept, place, step, withoutGroup, type Draft } from "./arrange.ts";

const draft: Draft = {
  groups: [
    { name: "main", fields: ["a", "b"] },
    { name: "more", fields: ["c"] },
  ],
  without: ["d"],
  create: ["c", "a", "d"],
};
const shape = ({ groups, without }: Draft) => [...groups.map((group) => group.fields.join("")), without.join("")];

test("a step goes over the edges of groups, and no further than the page", () => {
  assert.deepEqual(shape(step(draft, "a", 1)), ["ba", "c", "d"]);
  assert.deepEqual(shape(step(draft, "b", 1)), ["a", "bc", "d"]);
  assert.deepEqual(shape(step(draft, "c", -1)), ["abc", "", "d"]);
  assert.deepEqual(shape(step(draft, "c", 1)), ["ab", "", "cd"]);
  assert.deepEqual(shape(step(draft, "a", -1)), ["ab", "c", "d"]);
  assert.deepEqual(shape(step(draft, "d", 1)), ["ab", "c", "d"]);
});

test("a field is put before another, at the end, and stays where it is put on itself", () => {
  assert.deepEqual(shape(place(draft, "d", 0, "b")), ["adb", "c", ""]);
  assert.deepEqual(shape(place(draft, "a", 1)), ["b", "ca", "d"]);
  assert.deepEqual(shape(place(draft, "a", 0, "a")), ["ab", "c", "d"]);
  assert.deepEqual(shape(withoutGroup(draft, 0)), ["c", "dab"]);
  assert.deepEqual(kept(draft).create, ["a", "c"]);
});

test("whatever is done, each field stands once", () => {
  const deed = fc.record({ field: fc.constantFrom("a", "b", "c", "d"), to: fc.nat(3), by: fc.constantFrom(1, -1, 0) });
  fc.assert(
    fc.property(fc.array(deed), (deeds) => {
      const end = deeds.reduce<Draft>(
        (now, { field, to, by }) => (by === 0 ? place(now, field, to) : step(now, field, by as 1 | -1)),
        draft,
      );
      assert.deepEqual(shape(end).join("").split("").toSorted(), ["a", "b", "c", "d"]);
    }),
  );
});
