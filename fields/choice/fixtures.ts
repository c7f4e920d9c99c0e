/** Choices of one for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [
    { type: "choice", options: ["open", "onHold", "won", "lost-for-good"] },
    { type: "choice", options: [{ value: "a", color: "teal", label: { en: "Alpha", ur: "الف" } }, { value: "A" }] },
  ],
  refused: [
    { type: "choice" },
    { type: "choice", options: [] },
    { type: "choice", options: ["a", "a"] },
    { type: "choice", options: [""] },
  ],
  valid: [
    ["open", "open"],
    [" OPEN ", "open"],
    ["On hold", "onHold"],
    ["Lost for good", "lost-for-good"],
  ],
  invalid: [
    ["closed", "issue.choice"],
    ["constructor", "issue.choice"],
    [1, "issue.choice"],
    [["open"], "issue.choice"],
  ],
};
