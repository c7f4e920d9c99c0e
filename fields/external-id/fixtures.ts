/** External ids for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "externalId" }, { type: "externalId", system: "shop", unique: true }],
  refused: [{ type: "externalId", system: "My Shop" }],
  valid: [
    [" gid://Shop/1 ", "gid://Shop/1"],
    [17850, "17850"],
    ["85123A", "85123A"],
  ],
  invalid: [
    [1.5, "issue.text"],
    [{}, "issue.text"],
    ["x".repeat(201), "issue.tooLong"],
    ["\0", "issue.unstorable"],
  ],
};
