/** Choices of several for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "choices", options: ["red", "darkBlue", "green", "a b & c"] }],
  refused: [{ type: "choices", options: [] }, { type: "choices" }],
  valid: [
    [
      ["green", "red", "green"],
      ["red", "green"],
    ],
    ["Dark blue; red", ["red", "darkBlue"]],
    [[], null],
  ],
  invalid: [
    [["red", "pink"], "issue.choice"],
    ["red;pink", "issue.choice"],
    [{ red: true }, "issue.list"],
  ],
};
