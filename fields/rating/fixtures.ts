/** Stars for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "rating" }, { type: "rating", max: 3 }, { type: "rating", max: 10 }],
  refused: [
    { type: "rating", max: 0 },
    { type: "rating", max: 11 },
  ],
  valid: [
    [4, 4],
    ["4", 4],
    ["4.0", 4],
    ["4/5", 4],
    ["3 of 5", 3],
    ["۵", 5],
    ["★★★★☆", 4],
    ["2 stars", 2],
    [0, null],
    ["☆☆☆☆☆", null],
    [" ", null],
  ],
  invalid: [
    [6, "issue.rating"],
    [-1, "issue.rating"],
    [2.5, "issue.rating"],
    ["8/10", "issue.rating"],
    ["good", "issue.rating"],
    [true, "issue.rating"],
    ["★★★★★★", "issue.rating"],
  ],
  recognised: [{ header: "Rating", samples: ["5", "3", ""] }],
  notRecognised: [{ header: "Floor", samples: ["1", "2"] }],
};
