/** Which records break a rule as they stand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MetaObject } from "#web/api/meta.ts";
import { breaking } from "./breaking.ts";
import type { OwnRule } from "./rules.queries.ts";

const OBJECT = {
  name: "company",
  fields: [
    { name: "tier", options: ["a", "b", { value: "c" }], operators: { in: "many" } },
    { name: "goods", options: ["a", "b"], operators: { hasAny: "many" } },
  ],
} as unknown as MetaObject;

const rule = (fields: string[], offers: string[], when?: object): OwnRule =>
  ({ kind: "choices", fields, when: when ?? null, settings: { offers } }) as unknown as OwnRule;

test("a choice is broken by what is not offered, of one option as of several", () => {
  assert.deepEqual(breaking(OBJECT, rule(["tier"], ["a"])), { field: "tier", op: "in", value: ["b", "c"] });
  assert.deepEqual(breaking(OBJECT, rule(["goods"], ["a"])), { field: "goods", op: "hasAny", value: ["b"] });
  const when = { field: "city", op: "eq", value: "Lahore" };
  assert.deepEqual(breaking(OBJECT, rule(["tier"], ["a", "b"], when)), {
    and: [when, { field: "tier", op: "in", value: ["c"] }],
  });
});

test("a rule that offers all is broken by none", () => {
  assert.equal(breaking(OBJECT, rule(["tier"], ["a", "b", "c"], { field: "city", op: "empty" })), undefined);
});
