/** JSON for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const deep: unknown = JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`);

export const fixtures: Fixtures = {
  fields: [{ type: "json" }],
  valid: [
    [{ a: [1, "two", null, { b: true }] }, { a: [1, "two", null, { b: true }] }],
    ['{"a": 1.5}', { a: 1.5 }],
    [[], []],
    [5, 5],
    [false, false],
    ["null", null],
  ],
  invalid: [
    ["{", "issue.json"],
    ['"text"', "issue.jsonBare"],
    [JSON.parse('{"a": {"__proto__": 1}}'), "issue.jsonKey"],
    [{ constructor: 1 }, "issue.jsonKey"],
    [{ a: "\0" }, "issue.unstorable"],
    [{ a: Number.NaN }, "issue.json"],
    [deep, "issue.jsonDeep"],
    [() => 1, "issue.json"],
  ],
  recognised: [{ header: "x", samples: ['{"a":1}', "[1, 2]"] }],
};
