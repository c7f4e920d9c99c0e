/** Relations to many for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const id = "01890000-0000-7000-8000-0000000000ab";

export const fixtures: Fixtures = {
  fields: [{ type: "relations", to: "company" }],
  refused: [{ type: "relations" }],
  valid: [
    [[id, { id }], [{ id }]],
    [
      [{ number: "1" }, { number: 2 }],
      [{ number: "1" }, { number: "2" }],
    ],
    [[], null],
  ],
  invalid: [
    [["17850"], "issue.reference"],
    [{ id }, "issue.list"],
    [[{ id: 5 }], "issue.id"],
  ],
};
