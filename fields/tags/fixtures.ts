/** Tags for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const id = "01890000-0000-7000-8000-0000000000ab";

export const fixtures: Fixtures = {
  fields: [{ type: "tags" }],
  refused: [{ type: "tags", to: "company" }],
  valid: [
    ["vip, big buyer; vip", [{ name: "vip" }, { name: "big buyer" }]],
    [
      ["vip", id, { name: "old" }],
      [{ name: "vip" }, { id }, { name: "old" }],
    ],
    [[], null],
  ],
  invalid: [
    [[5], "issue.reference"],
    [{ name: "vip" }, "issue.list"],
    [["a\0"], "issue.unstorable"],
  ],
  recognised: [{ header: "Tags", samples: ["vip", "a, b"] }],
};
