/** Narrowing takes away and never gives: over made-up roles and scopes, each place is as open as before or less. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CAPABILITIES, narrowed, rightsOn, type KeyScope, type ObjectRights, type Rights } from "./rights.ts";

const NAMES = ["order", "orderLine", "company", "contact"];
const parentOf = (name: string) => (name === "orderLine" ? "order" : undefined);
const WIDTH = { none: 0, own: 1, team: 2, all: 3 } as const;
const SCOPES = ["none", "own", "team", "all"] as const;

const SCOPED: KeyScope[] = [
  {},
  { readOnly: true },
  { objects: [] },
  { objects: ["order"] },
  { objects: ["company", "contact"], readOnly: true },
  { objects: ["orderLine"] },
];

/** Rights by a count, so that each number is another role. */
function role(seed: number): Rights {
  const pick = <T>(values: readonly T[], step: number): T => values[Math.floor(seed / step) % values.length]!;
  const one = (shift: number): ObjectRights => ({
    read: pick(SCOPES, 1 + shift),
    create: pick([true, false], 2 + shift),
    update: pick(SCOPES, 3 + shift),
    delete: pick(SCOPES, 5 + shift),
    export: pick([true, false], 7 + shift),
    fields: { price: "hidden" },
  });
  return {
    standard: one(0),
    objects: Object.fromEntries(NAMES.slice(0, seed % 4).map((name, index) => [name, one(index + 1)])),
    capabilities: CAPABILITIES.filter((_each, index) => (seed >> index) % 2 === 0),
  };
}

test("what is left is never more than there was, and nothing is left outside of the scope", () => {
  const wide = (value: ObjectRights["read"]) => WIDTH[value as keyof typeof WIDTH];
  for (let seed = 0; seed < 400; seed += 1)
    for (const scope of SCOPED) {
      const before = role(seed);
      const after = narrowed(before, scope, parentOf);
      assert.ok(after.capabilities.every((each) => before.capabilities.includes(each)));
      for (const name of NAMES) {
        // Lines that no role names are as open as what they are lines of.
        const read = (rights: Rights) => rights.objects[name] ?? rightsOn(rights, parentOf(name) ?? name);
        const [was, is] = [read(before), read(after)];
        for (const action of ["read", "update", "delete"] as const)
          assert.ok(wide(is[action]) <= wide(was[action]), `${seed} ${JSON.stringify(scope)} ${name} ${action}`);
        assert.ok(!is.create || was.create);
        assert.ok(!is.export || was.export);
        const inside = scope.objects === undefined || scope.objects.includes(parentOf(name) ?? name);
        if (!inside) assert.equal(is.read, "none", `${seed} ${JSON.stringify(scope)} ${name}`);
        else {
          assert.equal(is.read, was.read);
          assert.deepEqual(is.fields, was.fields);
          if (!scope.readOnly) assert.deepEqual(is, was);
        }
        if (scope.readOnly) assert.deepEqual([is.create, is.update, is.delete], [false, "none", "none"]);
      }
    }
});

test("a narrowed key manages nobody", () => {
  const rights: Rights = { ...role(0), capabilities: [...CAPABILITIES] };
  assert.deepEqual(narrowed(rights, { readOnly: true }, parentOf).capabilities, ["export", "insight", "audit"]);
  assert.deepEqual(narrowed(rights, { objects: ["order"] }, parentOf).capabilities, ["import", "export"]);
});
