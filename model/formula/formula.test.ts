/** Formulas are read, checked and reckoned; what is wrong is told at its place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkFormula, type Scope } from "./check.ts";
import { evaluate } from "./evaluate.ts";
import { FUNCTIONS } from "./functions.ts";
import { FormulaError, type Kind } from "./kind.ts";
import { parseFormula } from "./parse.ts";
import type { Json } from "../json.ts";

const FIELDS: Record<string, [Kind, Json]> = {
  price: ["money", { amount: "100.00", currency: "USD", base: "8300" }],
  cost: ["money", { amount: "50.00", currency: "EUR", base: "4500" }],
  quantity: ["number", "3"],
  none: ["number", null],
  name: ["text", "Ali Traders"],
  stage: ["text", "won"],
  due: ["date", "2026-01-31"],
  made: ["datetime", "2026-01-31T20:00:00.000Z"],
  paid: ["boolean", true],
};

const scope: Scope<{ key: string }> = {
  field(path, span) {
    const key = path.join(".");
    const found = FIELDS[key];
    if (!found) throw new FormulaError("formula.field", span, { object: "order", name: key });
    return { kind: found[0], field: { key }, size: 1 };
  },
};

const env = {
  value: ({ key }: { key: string }) => FIELDS[key]![1],
  now: new Date("2026-01-31T20:00:00Z"),
  timeZone: "Asia/Karachi",
  baseCurrency: "PKR",
};

const reckoned = (text: string, decimals = 6): Json =>
  evaluate(checkFormula(parseFormula(text), scope).tree, env, decimals);

function faultOf(text: string): [string, string] {
  try {
    checkFormula(parseFormula(text), scope);
  } catch (error) {
    assert.ok(error instanceof FormulaError, String(error));
    return [error.fault.code, text.slice(error.fault.from, error.fault.to)];
  }
  return ["", ""];
}

test("numbers are reckoned exactly, and what cannot be divided is blank", () => {
  assert.equal(reckoned("0.1 + 0.2"), "0.3");
  assert.equal(reckoned("quantity * 2 - 1 / 4"), "5.75");
  assert.equal(reckoned("-quantity + 10 * (1 - 0.5)"), "2");
  assert.equal(reckoned("1 / (quantity - 3)"), null);
  assert.equal(reckoned("quantity + none"), null);
  assert.equal(reckoned("ifBlank(none, 7) + max(1, none, 2)"), "9");
  assert.equal(reckoned("round(2.5) + round(-2.5) + round(1.005, 2)"), "1.01");
  assert.equal(reckoned("999999999999999999999999999999 + 1"), null);
});

test("money keeps its field's currency; of several it is in the company's", () => {
  assert.deepEqual(reckoned("price * 2", 2), { amount: "200", currency: "USD", base: "16600" });
  assert.deepEqual(reckoned("price - cost", 2), { amount: "3800", currency: "PKR", base: "3800" });
  assert.equal(reckoned("price > cost and cost > 4000"), true);
  assert.equal(reckoned("price / cost", 2), "1.84");
  assert.equal(reckoned("amount(price) & currency(price)"), "100USD");
});

test("texts, days and conditions", () => {
  assert.equal(reckoned('upper(left(name, 3)) & "-" & quantity'), "ALI-3");
  assert.equal(reckoned('if(stage = "won", "yes", "no")'), "yes");
  assert.equal(reckoned('IF(AND(paid, NOT(stage = "lost")), 1, 0)'), "1");
  assert.equal(reckoned("due + 1"), "2026-02-01");
  assert.equal(reckoned("addMonths(due, 1)"), "2026-02-28");
  assert.equal(reckoned("date(made)"), "2026-02-01");
  assert.equal(reckoned("today() - due"), "1");
  assert.equal(reckoned('due - date("2025-12-31")'), "31");
  assert.equal(reckoned("none = blank"), true);
  assert.equal(reckoned("concat(name, none)"), "Ali Traders");
  assert.equal(reckoned("'it''s'"), "it's");
});

test("what is wrong is told at its place", () => {
  const faults: [string, string, string][] = [
    ["price * ", "formula.end", ""],
    ["quantity ** 2", "formula.sign", "*"],
    ["quantity + nothing", "formula.field", "nothing"],
    ["sum(quantity)", "formula.function", "sum"],
    ["neg(quantity)", "formula.function", "neg"],
    ["add(quantity, 1)", "formula.function", "add"],
    ["1 + name", "formula.join", "name"],
    ["price * cost", "formula.apart", "price * cost"],
    ["quantity > due", "formula.apart", "due"],
    ["round(1.5, quantity)", "formula.whole", "quantity"],
    ["if(name, 1, 2)", "formula.kind", "name"],
    ["if(paid)", "formula.count", "if"],
    ['"open', "formula.unended", '"open'],
    ["(1 + 2", "formula.expected", ""],
    ['date("2026-02-30")', "formula.day", '"2026-02-30"'],
    ["blank", "formula.blank", "blank"],
    ["quantity § 2", "formula.sign", "§"],
    ["constructor(1)", "formula.function", "constructor"],
    [`${"(".repeat(100)}1${")".repeat(100)}`, "formula.deep", "("],
    [`1${"+1".repeat(1500)}`, "formula.long", `1${"+1".repeat(1500)}`],
  ];
  for (const [text, code, place] of faults) {
    const [found, at] = faultOf(text);
    assert.equal(found, code, text);
    if (code !== "formula.long") assert.equal(at, place, text);
  }
});

test("a bracket that is left open is what is missing, also behind several parts", () => {
  const signOf = (text: string) => {
    try {
      parseFormula(text);
    } catch (error) {
      return (error as FormulaError).fault.params;
    }
    return undefined;
  };
  assert.deepEqual(signOf("round(quantity / 2, 0"), { sign: ")" });
  assert.deepEqual(signOf("round(quantity 2)"), { sign: "," });
});

test("a formula is never larger than PostgreSQL reads with ease, and every function can be called", () => {
  assert.deepEqual(reckoned(`0${"+1".repeat(400)}`), "400");
  for (const { name } of FUNCTIONS) assert.notEqual(faultOf(`${name}()`)[0], "formula.function", name);
});
