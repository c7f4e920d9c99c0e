/** Whole numbers for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "integer" }, { type: "integer", min: -5, max: 500 }],
  refused: [
    { type: "integer", min: 5, max: -5 },
    { type: "integer", max: 1.5 },
  ],
  valid: [
    [5, 5],
    [-0, 0],
    ["1,23,456", 123456],
    ["12.0", 12],
    ["۱۲", 12],
    [9007199254740991, 9007199254740991],
    ["-9007199254740991", -9007199254740991],
  ],
  invalid: [
    [1.5, "issue.integer"],
    ["1.5", "issue.integer"],
    ["9007199254740992", "issue.integer"],
    ["many", "issue.integer"],
    [false, "issue.integer"],
  ],
  recognised: [{ header: "Qty", samples: ["6", "-8", "12"] }],
  notRecognised: [{ header: "Qty", samples: ["6.5", "8.25"] }],
};
