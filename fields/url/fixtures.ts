/** Web addresses for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "url" }],
  valid: [
    ["https://www.example.com/", "https://www.example.com/"],
    ["example.com", "https://example.com"],
    [" http://example.org/a?b=c#d ", "http://example.org/a?b=c#d"],
    ["https://bücher.example/straße", "https://bücher.example/straße"],
    ["http://localhost:3000/x", "http://localhost:3000/x"],
  ],
  invalid: [
    ["javascript:alert(1)", "issue.url"],
    ["data:text/html,x", "issue.url"],
    ["ftp://example.com", "issue.url"],
    ["https://user:secret@example.com", "issue.url"],
    ["two words.com", "issue.url"],
    ["nothing", "issue.url"],
    [5, "issue.text"],
  ],
  recognised: [
    { header: "x", samples: ["https://a.example.com", "http://b.example.com/c"] },
    { header: "Website", samples: ["a.example.com", "example.org"] },
  ],
  notRecognised: [{ header: "x", samples: ["a.b", "one"] }],
};
