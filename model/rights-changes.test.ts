/** What differs between two states of a role, in the words of the rights. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { rightsChanges } from "./rights-changes.ts";
import { STANDARD, type ObjectRights, type Rights } from "./rights.ts";

const row = (more: Partial<ObjectRights> = {}): ObjectRights => ({
  read: "all",
  create: true,
  update: "own",
  delete: "none",
  ...more,
});
const rights = (more: Partial<Rights> = {}): Rights => ({ standard: row(), objects: {}, capabilities: [], ...more });

test("the same rights differ in nothing, whether no export is said or left out", () => {
  const one = rights({ standard: row({ export: false }), capabilities: ["insight", "import"] });
  const other = rights({ capabilities: ["import", "insight"] });
  assert.deepEqual(rightsChanges(one, other), { objects: [], capabilities: [] });
});

test("what differs is said by object and right, by field and by doing", () => {
  const picked = { filter: { field: "status", op: "eq" as const, value: "open" } };
  const from = rights({ objects: { order: row({ fields: { margin: "hidden" } }) }, capabilities: ["insight"] });
  const to = rights({
    standard: row({ read: "team" }),
    objects: { order: row({ read: picked, export: true, fields: { cost: "read" } }) },
    capabilities: ["import"],
  });
  assert.deepEqual(rightsChanges(from, to), {
    objects: [
      { object: STANDARD, changes: [{ kind: "right", right: "read", from: "all", to: "team" }] },
      {
        object: "order",
        changes: [
          { kind: "right", right: "read", from: "all", to: picked },
          { kind: "right", right: "export", from: false, to: true },
          { kind: "field", field: "cost", from: "open", to: "read" },
          { kind: "field", field: "margin", from: "hidden", to: "open" },
        ],
      },
    ],
    capabilities: [
      { capability: "import", to: true },
      { capability: "insight", to: false },
    ],
  });
});

test("an object's own rights are compared with the standard that it goes by in the other state", () => {
  const own = rights({ objects: { order: row({ update: "team" }), product: row() } });
  assert.deepEqual(rightsChanges(rights(), own).objects, [
    { object: "order", changes: [{ kind: "right", right: "update", from: "own", to: "team" }] },
    { object: "product", changes: [{ kind: "follows", to: false }] },
  ]);
  assert.deepEqual(rightsChanges(own, rights()).objects, [
    {
      object: "order",
      changes: [
        { kind: "follows", to: true },
        { kind: "right", right: "update", from: "team", to: "own" },
      ],
    },
    { object: "product", changes: [{ kind: "follows", to: true }] },
  ]);
});
