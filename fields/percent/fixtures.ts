/** Percents for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "percent" }, { type: "percent", min: 0, max: 100, decimals: 1 }],
  refused: [{ type: "percent", min: 100, max: 0 }],
  valid: [
    ["12.5 %", "12.5"],
    ["12.5", "12.5"],
    [17, "17"],
    ["۱۷٪", "17"],
    ["-3%", "-3"],
  ],
  invalid: [
    ["%", "issue.number"],
    ["half", "issue.number"],
    [{}, "issue.number"],
  ],
  recognised: [{ header: "x", samples: ["5%", "17.5 %"] }],
};
