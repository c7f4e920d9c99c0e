/** Yes and no for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "boolean" }],
  refused: [{ type: "boolean", threeStates: true }],
  valid: [
    [true, true],
    [0, false],
    ["Yes", true],
    ["n", false],
    ["हाँ", true],
    ["हां", true],
    ["नहीं", false],
    ["ہاں", true],
    ["جی نہیں", false],
    ["۱", true],
  ],
  invalid: [
    ["maybe", "issue.boolean"],
    [2, "issue.boolean"],
    [[], "issue.boolean"],
  ],
  recognised: [
    { header: "x", samples: ["yes", "no", "yes"] },
    { header: "x", samples: ["ہاں", "نہیں"] },
  ],
};
