/** E-mail addresses for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "emails" }],
  valid: [
    ["A.B+c@Example.COM", [{ value: "a.b+c@example.com" }]],
    ["a@b.co; c@d.org, a@B.co", [{ value: "a@b.co" }, { value: "c@d.org" }]],
    ["Ayesha Khan <a@example.com>", [{ value: "a@example.com" }]],
    [
      ["x@y.zz", { value: "q@w.ee", label: " home " }],
      [{ value: "x@y.zz" }, { value: "q@w.ee", label: "home" }],
    ],
    [{ value: "x@y.zz", label: "" }, [{ value: "x@y.zz" }]],
    ["ü@müller.de", [{ value: "ü@müller.de" }]],
    ["100%_\\@b.co".replace("\\", ""), [{ value: "100%_@b.co" }]],
    [[], null],
  ],
  invalid: [
    ["nobody", "issue.email"],
    ["a@b", "issue.email"],
    ["a@@b.co", "issue.email"],
    ["a..b@c.de", "issue.email"],
    [`${"a".repeat(65)}@b.co`, "issue.email"],
    [["a@b.co", "x"], "issue.email"],
    [[{ value: "a@b.co", name: "A" }], "issue.part"],
    [[5], "issue.object"],
    [5, "issue.list"],
    [Array.from({ length: 51 }, (_, n) => `a${n}@b.co`), "issue.tooMany"],
  ],
  recognised: [{ header: "x", samples: ["a@b.co", "c@d.org; e@f.gh"] }],
  notRecognised: [{ header: "email", samples: ["yes", "no"] }],
};
