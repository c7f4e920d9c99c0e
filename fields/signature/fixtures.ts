/** Pointers to signatures for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const id = "01890000-0000-7000-8000-0000000000ab";

export const fixtures: Fixtures = {
  fields: [{ type: "signature" }],
  refused: [{ type: "signature", accept: ["image/png"] }],
  valid: [
    [id, { id }],
    [{ id }, { id }],
  ],
  invalid: [
    ["someone", "issue.reference"],
    [5, "issue.reference"],
  ],
};
