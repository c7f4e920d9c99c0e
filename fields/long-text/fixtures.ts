/** Long text for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const long = `${"word ".repeat(200)}Ênd`;

export const fixtures: Fixtures = {
  fields: [{ type: "longText" }, { type: "longText", maxLength: 2000, search: true }],
  refused: [{ type: "longText", maxLength: 2_000_000 }],
  valid: [
    ["first\r\nsecond\n", "first\nsecond"],
    [long, long],
    ["\n \n", null],
  ],
  invalid: [
    [{}, "issue.text"],
    ["\0", "issue.unstorable"],
    ["x".repeat(100_001), "issue.tooLong"],
  ],
  recognised: [{ header: "Notes", samples: ["called twice", "asked for a quote"] }],
};
