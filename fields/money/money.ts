/** An amount in a currency, with its worth in the workspace's own, by which it is sorted, compared and summed. */
import { z } from "zod";
import { asciiDigits } from "#model/folding.ts";
import type { FieldDefinition, FieldType, Parsed, ParseSettings } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { compareDecimals, decimalsOf, digitsOf, readDecimal } from "../reading/decimal.ts";
import { asText } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown, within } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { ORDERED_OPERATORS, testOrdered } from "../comparing/ordered.ts";
import { checkLimits, DECIMAL } from "../number/number.ts";
import { currencyOf, isCurrency, minorDigits } from "./currency.ts";

const limit = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).optional();

export const moneySettings = { min: limit, max: limit };

const MAX_DECIMALS = 6;
const MAX_DIGITS = 18;
const HEADERS = [
  "price",
  "amount",
  "total",
  "cost",
  "value",
  "revenue",
  "budget",
  "balance",
  "turnover",
  "salary",
  "fee",
  "unitprice",
  "मूल्य",
  "राशि",
  "कीमत",
  "قیمت",
  "رقم",
  "مالیت",
  "کل",
];
const AROUND = /^(-?\s*\(?)([^\d\s(),.-]{1,6}\.?)?\s*(.*?)\s*([^\d\s(),./=-]{1,6}\.?)?(\)?)$/su;

export interface Money {
  [part: string]: Json;
  amount: string;
  currency: string;
}

/** An amount with at least the decimals its currency is written with: `12.5` GBP → `12.50`. */
export function padded(amount: string, currency: string): string {
  const missing = minorDigits(currency) - decimalsOf(amount);
  if (missing <= 0) return amount;
  return `${amount}${amount.includes(".") ? "" : "."}${"0".repeat(missing)}`;
}

/** Digits and currency of `£12.50`, `12.50 GBP`, `(Rs. 1,200)`; the currency as written. */
function split(text: string): { amount: string; currency: string | undefined } {
  const plain = asciiDigits(text).trim();
  if (/^-?[\d.]+$/.test(plain)) return { amount: plain, currency: undefined };
  const [, open = "", before, amount = "", after, close = ""] = AROUND.exec(plain.replace(/\/[-=]$/, "")) ?? [];
  return { amount: `${open}${amount}${close}`, currency: before ?? after };
}

function readAmount(input: unknown, currency: string, settings: ParseSettings): Parsed {
  const amount = readDecimal(input, settings.decimal);
  if (amount === undefined) return refuse("issue.money", { value: shown(input) });
  if (digitsOf(amount) > MAX_DIGITS) return refuse("issue.digits", { value: shown(input), max: MAX_DIGITS });
  if (decimalsOf(amount) > MAX_DECIMALS) return refuse("issue.decimals", { value: shown(input), max: MAX_DECIMALS });
  return { value: { amount: padded(amount, currency), currency } };
}

function readCurrency(written: unknown, settings: ParseSettings): Parsed {
  const code = typeof written === "string" ? currencyOf(written.trim(), settings.baseCurrency) : undefined;
  if (code === "several") return refuse("issue.currencySign", { value: shown(written) });
  return code === undefined ? refuse("issue.currency", { value: shown(written) }) : { value: code };
}

/** Amount and currency; the base amount, if one is given back, is not taken. */
function read(input: unknown, settings: ParseSettings): Parsed {
  if (typeof input === "number") return readAmount(input, settings.baseCurrency, settings);
  if (typeof input === "string") {
    if (input.trim() === "") return { value: null };
    if (input.length > 100) return refuse("issue.money", { value: shown(input) });
    const { amount, currency } = split(input);
    if (currency === undefined) return readAmount(amount, settings.baseCurrency, settings);
    if (readDecimal(amount, settings.decimal) === undefined) return refuse("issue.money", { value: shown(input) });
    const code = readCurrency(currency, settings);
    return isRefusal(code) ? code : readAmount(amount, asText(code.value), settings);
  }
  if (!isObject(input)) return refuse("issue.money", { value: shown(input) });
  const unknown = Object.keys(input).find((part) => !["amount", "currency", "base"].includes(part));
  if (unknown !== undefined) return refuse("issue.part", { value: unknown, parts: "amount, currency" });
  if (input["amount"] === undefined || input["amount"] === null || input["amount"] === "")
    return input["currency"] === undefined || input["amount"] !== undefined
      ? { value: null }
      : refuse("issue.money", { value: shown(input) }, "amount");
  const given = input["currency"];
  const code =
    given === undefined || given === null || given === ""
      ? { value: settings.baseCurrency }
      : readCurrency(given, settings);
  if (isRefusal(code)) return within("currency", code);
  const parsed = readAmount(input["amount"], asText(code.value), settings);
  return isRefusal(parsed) ? within("amount", parsed) : parsed;
}

function refuseBeyond(value: Json, field: FieldDefinition): Parsed {
  const amount = asText((value as Money).amount);
  const { min, max } = field as { min?: number | string; max?: number | string };
  if (min !== undefined && compareDecimals(amount, readDecimal(min)!) < 0)
    return refuse("issue.min", { value: amount, min });
  if (max !== undefined && compareDecimals(amount, readDecimal(max)!) > 0)
    return refuse("issue.max", { value: amount, max });
  return { value };
}

/** Amounts are compared in the workspace's currency; one in another cannot be, for want of a date for its rate. */
function readOperand(input: unknown, settings: ParseSettings): Parsed {
  const parsed = read(input, settings);
  if (isRefusal(parsed) || parsed.value === null) return parsed;
  const { amount, currency } = parsed.value as Money;
  return currency === settings.baseCurrency
    ? { value: amount }
    : refuse("issue.moneyBase", { value: currency, currency: settings.baseCurrency });
}

const filled = (value: Json): value is Money => isObject(value) && typeof value["amount"] === "string";
const baseOf = (value: Json): string | null =>
  filled(value) && typeof value["base"] === "string" ? value["base"] : null;

export const money: FieldType = {
  name: "money",
  formula: "money",
  storage: "columns",
  settings: moneySettings,
  check: checkLimits,
  parse(input, field, settings) {
    const parsed = read(input, settings);
    return isRefusal(parsed) || parsed.value === null ? parsed : refuseBeyond(parsed.value, field);
  },
  toColumns: (value) =>
    filled(value)
      ? { _amount: value.amount, _currency: value.currency, _base: baseOf(value) }
      : { _amount: null, _currency: null, _base: null },
  operators: ORDERED_OPERATORS,
  readOperand: (operator, operand, _field, settings) =>
    readByShape(ORDERED_OPERATORS[operator as keyof typeof ORDERED_OPERATORS], operand, (input) =>
      readOperand(input, settings),
    ),
  test(operator, value, operand) {
    if (operator === "empty" || operator === "notEmpty") return filled(value) === (operator === "notEmpty");
    return testOrdered(operator, baseOf(value), operand, (left, right) => compareDecimals(asText(left), asText(right)));
  },
  toText: (value) => (filled(value) ? `${value.amount} ${value.currency}` : ""),
  schema: () => {
    const currency = z
      .string()
      .regex(/^[A-Z]{3}$/)
      .meta({ description: "ISO 4217", examples: ["GBP"] });
    return {
      read: z.object({
        amount: DECIMAL,
        currency,
        base: DECIMAL.optional().meta({
          description: "The amount in the workspace's currency, at the rate of its date",
        }),
      }),
      write: z.union([
        z.object({ amount: z.union([DECIMAL, z.number()]), currency: currency.optional() }),
        DECIMAL,
        z.number(),
      ]),
    };
  },
  sortable: true,
  recognise: (header, samples, settings) => {
    const signed = samples.some((sample) => /\p{Sc}|\b(?:rs|[A-Z]{3})\b/iu.test(sample));
    return likeness(header, HEADERS, samples, (sample) => !isRefusal(read(sample, settings)), signed ? 0.93 : 0.25);
  },
  example: (n) => ({ amount: `${n}.50`, currency: isCurrency("GBP") ? "GBP" : "EUR" }),
};
