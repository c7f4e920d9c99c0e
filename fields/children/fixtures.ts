/** Lines for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "children", object: "orderLine", by: "order" }],
  refused: [
    { type: "children", object: "orderLine" },
    { type: "children", object: "", by: "order" },
  ],
  valid: [
    [[{ quantity: 1 }], [{ quantity: 1 }]],
    [[], []],
  ],
  invalid: [
    ["x", "issue.list"],
    [[5], "issue.object"],
    [JSON.parse('[{"__proto__": 1}]'), "issue.jsonKey"],
  ],
};
