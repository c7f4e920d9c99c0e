/** Addresses for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "address" }, { type: "address", search: true }],
  valid: [
    ["12 Mall Road", { street: "12 Mall Road" }],
    ['{"city":"Lahore"}', { city: "Lahore" }],
    ["{12} Mall Road", { street: "{12} Mall Road" }],
    [
      { street: "12 Mall Road\r\nGulberg", city: " Lahore ", region: "" },
      { street: "12 Mall Road\nGulberg", city: "Lahore" },
    ],
    [
      { city: "لاہور", country: "پاکستان" },
      { city: "لاہور", country: "PK" },
    ],
    [{ country: "भारत" }, { country: "IN" }],
    [{ country: "GBR" }, { country: "GB" }],
    [{ country: "EIRE" }, { country: "IE" }],
    [{ country: "the Netherlands" }, { country: "NL" }],
    [{ country: "Channel Islands" }, { region: "Channel Islands" }],
    [{ country: "Unspecified" }, null],
    [{}, null],
  ],
  invalid: [
    [{ country: "Atlantis" }, "issue.country"],
    [{ town: "Lahore" }, "issue.part"],
    [JSON.parse('{"__proto__": {"city": "x"}}'), "issue.part"],
    [{ city: 5 }, "issue.text"],
    [5, "issue.object"],
    [[], "issue.object"],
  ],
  recognised: [
    { header: "Country", samples: ["United Kingdom", "EIRE", "Unspecified"] },
    { header: "x", samples: ["Pakistan", "भारत"] },
  ],
};
