/** Amounts for the contract suite. */
import type { Fixtures } from "../fixtures.ts";

export const fixtures: Fixtures = {
  fields: [{ type: "money" }, { type: "money", min: 0, max: "1000000" }],
  refused: [
    { type: "money", min: 1, max: 0 },
    { type: "money", currency: "GBP" },
  ],
  valid: [
    ["£12.50", { amount: "12.50", currency: "GBP" }],
    ["12.5 GBP", { amount: "12.50", currency: "GBP" }],
    ["USD 1,200", { amount: "1200.00", currency: "USD" }],
    ["₹ 1,23,456.50", { amount: "123456.50", currency: "INR" }],
    ["Rs. 500/-", { amount: "500.00", currency: "PKR" }],
    ["500 روپے", { amount: "500.00", currency: "PKR" }],
    ["(£12.50)", { amount: "-12.50", currency: "GBP" }],
    ["-£5", { amount: "-5.00", currency: "GBP" }],
    ["$5", { amount: "5.00", currency: "CAD" }, { baseCurrency: "CAD" }],
    ["1.234,56 €", { amount: "1234.56", currency: "EUR" }, { decimal: "," }],
    [12, { amount: "12.00", currency: "PKR" }],
    ["2.555", { amount: "2.555", currency: "PKR" }],
    [
      { amount: 5, currency: "JPY" },
      { amount: "5", currency: "JPY" },
    ],
    [
      { amount: "1.5", currency: "kwd" },
      { amount: "1.500", currency: "KWD" },
    ],
    [
      { amount: "12.50", currency: "GBP", base: "99" },
      { amount: "12.50", currency: "GBP" },
    ],
    [{ amount: "" }, null],
  ],
  invalid: [
    ["five", "issue.money"],
    ["5 apples", "issue.currency"],
    ["$5", "issue.currencySign"],
    [{ amount: "5", currency: "XXQ" }, "issue.currency"],
    [{ currency: "GBP" }, "issue.money"],
    [{ amount: "5", price: 1 }, "issue.part"],
    ["0.1234567", "issue.decimals"],
    ["1".repeat(19), "issue.digits"],
    [true, "issue.money"],
  ],
  recognised: [
    { header: "UnitPrice", samples: ["2.55", "3.39"] },
    { header: "x", samples: ["£2.55", "£1,200.00"] },
  ],
};
