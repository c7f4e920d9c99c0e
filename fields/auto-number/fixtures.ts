/** Numbers that the machine gives, for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [
    { type: "autoNumber" },
    { type: "autoNumber", pattern: "INV-{YYYY}-{0000}", start: 100 },
    { type: "autoNumber", pattern: "بل {0}/{YY}{MM}{DD}" },
  ],
  refused: [
    { type: "autoNumber", pattern: "" },
    { type: "autoNumber", pattern: "INV" },
    { type: "autoNumber", pattern: "{0}{0}" },
    { type: "autoNumber", pattern: "{constructor}{0}" },
    { type: "autoNumber", pattern: "{0} {" },
    { type: "autoNumber", pattern: "😀{0}" },
    { type: "autoNumber", pattern: "<b>{0}" },
    { type: "autoNumber", pattern: `${"A".repeat(40)}{0}` },
    { type: "autoNumber", start: -1 },
  ],
  valid: [
    ["INV-2026-0042", "INV-2026-0042"],
    ["9999", "9999"],
    ["10000", "10000"],
    [42, "42"],
    [" A-1 ", "A-1"],
    ["", null],
  ],
  invalid: [
    [{}, "issue.text"],
    [1.5, "issue.text"],
    ["😀1", "issue.text"],
    ["x".repeat(61), "issue.tooLong"],
  ],
};
