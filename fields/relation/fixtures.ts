/** Relations to one for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

const id = "01890000-0000-7000-8000-0000000000ab";

export const fixtures: Fixtures = {
  fields: [{ type: "relation", to: "company" }],
  refused: [{ type: "relation" }, { type: "relation", to: "Order Line" }, { type: "relation", to: "company", by: "x" }],
  valid: [
    [id, { id }],
    [id.toUpperCase(), { id }],
    [{ id, title: "Acme" }, { id }],
    [{ number: "17850" }, { number: "17850" }],
    [{ number: 17850 }, { number: "17850" }],
  ],
  invalid: [
    ["17850", "issue.reference"],
    [{ id: "x" }, "issue.id"],
    [{ number: "1", code: "2" }, "issue.reference"],
    [{}, "issue.reference"],
    [{ constructor: "x" }, "issue.reference"],
    [JSON.parse('{"__proto__": "x"}'), "issue.reference"],
    [5, "issue.reference"],
  ],
};
