/** Changes in the matrix of rights. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldAccess, rightsSchema, rowOf, scopeName, STANDARD, type Rights } from "#model/rights.ts";
import { isOwn, withCapability, withField, withoutRow, withRow } from "./role-rights.ts";

const rights: Rights = {
  standard: { read: "team", create: true, update: "own", delete: "none" },
  objects: { product: { read: "all", create: false, update: "none", delete: "none", fields: { cost: "hidden" } } },
  capabilities: ["insight"],
};

test("an object's first own rule begins with the standard's", () => {
  const next = withRow(rights, "company", { update: "all" });
  assert.deepEqual(rowOf(next, "company"), { read: "team", create: true, update: "all", delete: "none" });
  assert.ok(isOwn(next, "company"));
  assert.equal(rowOf(next, "order").update, "own");
  assert.ok(!isOwn(withoutRow(next, "company"), "company"));
});

test("the standard changes all that follow it", () => {
  const next = withRow(rights, STANDARD, { read: "none" });
  assert.equal(rowOf(next, "order").read, "none");
  assert.equal(rowOf(next, "product").read, "all");
});

test("fields are hidden, read or open", () => {
  const hidden = withField(rights, "product", "price", "read");
  assert.equal(fieldAccess(hidden, "product", "price"), "read");
  assert.equal(fieldAccess(hidden, "product", "cost"), "hidden");
  const open = withField(withField(hidden, "product", "price", "open"), "product", "cost", "open");
  assert.ok(!("fields" in rowOf(open, "product")));
  assert.equal(rightsSchema.safeParse(open).success, true);
});

test("capabilities come and go once", () => {
  assert.deepEqual(withCapability(rights, "insight", true).capabilities, ["insight"]);
  assert.deepEqual(withCapability(rights, "insight", false).capabilities, []);
});

test("a scope by filter is named so", () =>
  assert.equal(scopeName({ filter: { field: "country", op: "eq", value: "PK" } }), "filter"));
