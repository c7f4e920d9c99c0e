/** Pointers to a file for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const id = "01890000-0000-7000-8000-0000000000ab";

export const fixtures: Fixtures = {
  fields: [{ type: "file" }, { type: "file", accept: ["application/pdf", "image/*"], maxSize: 1000 }],
  refused: [{ type: "file", to: "company" }],
  valid: [
    [id, { id }],
    [{ id }, { id }],
  ],
  invalid: [
    ["someone", "issue.reference"],
    [5, "issue.reference"],
  ],
};
