/** Text for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [
    { type: "text" },
    { type: "text", caseSensitive: true },
    { type: "text", maxLength: 12, search: true, unique: true },
    { type: "text", sounds: true },
  ],
  refused: [
    { type: "text", maxLength: 0 },
    { type: "text", caseSensitive: true, maxLength: 1000 },
    { type: "text", maxlength: 5 },
  ],
  valid: [
    ["  Élan  Vital ", "Élan  Vital"],
    ["one\r\ntwo", "one two"],
    ["   ", null],
    ["حسین", "حسین"],
    ["100%_\\'\"", "100%_\\'\""],
    ["👩‍👩‍👧 family", "👩‍👩‍👧 family"],
    ["x".repeat(400), "x".repeat(400)],
  ],
  invalid: [
    [12, "issue.text"],
    [true, "issue.text"],
    [["a"], "issue.text"],
    ["a\0b", "issue.unstorable"],
    ["\ud83d", "issue.unstorable"],
    ["x".repeat(401), "issue.tooLong"],
  ],
};
