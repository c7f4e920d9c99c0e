/** The arithmetic of an order: signs by kind, net of each line, totals, and the same at the frozen rate. */
import { padded } from "#fields/money/money.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { decimal, divided, minus, negative, plus, rounded, textOf, times, ZERO, type Decimal } from "./decimal.ts";
import { BASE_DECIMALS } from "./worth.ts";

const numberIn = (values: JsonObject, field: string): Decimal | undefined =>
  typeof values[field] === "string" ? decimal(values[field]) : undefined;

/** In a return everything that is written as going out comes back: quantity, discount and tax turn negative. */
export function returned(line: JsonObject): JsonObject {
  const quantity = numberIn(line, "quantity");
  if (!quantity || quantity.units <= 0n) return line;
  const turned: JsonObject = { ...line };
  for (const field of ["quantity", "discount", "tax"]) {
    const value = numberIn(line, field);
    if (value && value.units > 0n) turned[field] = textOf(negative(value));
  }
  return turned;
}

/** quantity × unitPrice − discount */
export function netOf(line: JsonObject): Decimal {
  return minus(
    times(numberIn(line, "quantity") ?? ZERO, numberIn(line, "unitPrice") ?? ZERO),
    numberIn(line, "discount") ?? ZERO,
  );
}

const costOf = (line: JsonObject): Decimal | undefined => {
  const unitCost = numberIn(line, "unitCost");
  return unitCost && times(unitCost, numberIn(line, "quantity") ?? ZERO);
};

/** The line with what follows from it: net, and net and cost in the workspace's currency. */
export function reckonedLine(line: JsonObject, rate: Decimal): JsonObject {
  const net = netOf(line);
  const cost = costOf(line);
  return {
    ...line,
    net: textOf(net),
    base: textOf(atRate(net, rate)),
    baseCost: cost ? textOf(atRate(cost, rate)) : null,
  };
}

const isOne = (rate: Decimal): boolean => rate.units === 10n ** BigInt(rate.scale);
const atRate = (amount: Decimal, rate: Decimal): Decimal =>
  isOne(rate) ? amount : rounded(times(amount, rate), BASE_DECIMALS);

const sumBy = (lines: readonly JsonObject[], of: (line: JsonObject) => Decimal | undefined): Decimal =>
  lines.reduce((total, line) => {
    const value = of(line);
    return value ? plus(total, value) : total;
  }, ZERO);
const sum = (lines: readonly JsonObject[], field: string): Decimal => sumBy(lines, (line) => numberIn(line, field));

/** Sums of reckoned lines. Cost and margin are empty where no line knows its cost; a line without one then costs nothing. */
export function totals(lines: readonly JsonObject[], currency: string, rate: Decimal): Record<string, Json> {
  const money = (amount: Decimal, base: Decimal = atRate(amount, rate)): Json => ({
    amount: padded(textOf(amount), currency),
    currency,
    base: textOf(base),
  });
  const [net, base, tax, discount] = [sum(lines, "net"), sum(lines, "base"), sum(lines, "tax"), sum(lines, "discount")];
  const costKnown = lines.some((line) => typeof line["unitCost"] === "string");
  const [cost, baseCost] = [sumBy(lines, costOf), sum(lines, "baseCost")];
  const margin = minus(net, cost);
  return {
    net: money(net, base),
    discount: money(discount),
    tax: money(tax),
    total: money(plus(net, tax), plus(base, atRate(tax, rate))),
    cost: costKnown ? money(cost, baseCost) : null,
    margin: costKnown ? money(margin, minus(base, baseCost)) : null,
    marginPercent: costKnown && net.units !== 0n ? textOf(divided(times(margin, decimal("100")), net, 2)) : null,
  };
}
