/** Names of persons for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "personName" }],
  valid: [
    [" Ayesha Khan ", { full: "Ayesha Khan" }],
    ["فاطمہ حسین", { full: "فاطمہ حسین" }],
    ["सीता देवी", { full: "सीता देवी" }],
    [
      { prefix: "Dr", given: "Ana", family: "Núñez" },
      { full: "Dr Ana Núñez", prefix: "Dr", given: "Ana", family: "Núñez" },
    ],
    [
      { full: "Núñez Ana", given: "Ana" },
      { full: "Núñez Ana", given: "Ana" },
    ],
    [{ full: " " }, null],
  ],
  invalid: [
    [{ first: "Ana" }, "issue.part"],
    [{ given: 5 }, "issue.text"],
    [5, "issue.object"],
    ["x".repeat(301), "issue.tooLong"],
    ["a\0", "issue.unstorable"],
  ],
};
