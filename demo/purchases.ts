/** Invents the purchases of a customer: when, what, how much, at which discount, and what comes back. */
import type { Country } from "./company-names.ts";
import type { SampleCustomer } from "./customers.ts";
import { DELIVERY, ENGRAVING, GOODS, type SampleProduct } from "./products.ts";
import type { Chance } from "./random.ts";
import { dollars } from "./rates.ts";
import { festive, season } from "./seasons.ts";

export interface SampleLine {
  product: SampleProduct;
  quantity: number;
  /** In the order's currency, to two decimals. */
  unitPrice: string;
  discount?: string;
  tax: string;
  unitCost: string;
}

export interface SampleOrder {
  kind: "sale" | "return";
  /** Given when all orders stand in the order of time. */
  number: string;
  original?: SampleOrder;
  customer: SampleCustomer;
  at: number;
  currency: string;
  status: "confirmed" | "delivered" | "paid" | "cancelled";
  channel: string;
  lines: SampleLine[];
}

const DAY = 86_400_000;
const CURRENCY: Record<Country, string> = { PK: "PKR", IN: "INR", GB: "GBP" };
const TAX: Record<Country, number> = { PK: 0.18, IN: 0.18, GB: 0.2 };
/** Opening hours in UTC of the branch. */
const OPEN: Record<Country, number> = { PK: 5, IN: 4, GB: 8 };

/** A demand for each product by season, drawn from a table made once per market and season. */
const RANGE = {
  usual: GOODS.map(
    (product) =>
      [product, product.category === "Gifts and festivals" ? product.weight * 0.25 : product.weight] as const,
  ),
  festive: GOODS.map(
    (product) => [product, product.category === "Gifts and festivals" ? product.weight * 3 : product.weight] as const,
  ),
};

/** Moments of purchase: a Poisson process thinned by the season (Lewis and Shedler, 1979). */
function moments(random: Chance, customer: SampleCustomer, books: { from: number; today: number }): number[] {
  const times: number[] = [];
  const peak = 3.2;
  const perDay = (customer.rhythm / 30) * peak;
  for (let time = customer.from; ;) {
    time += (-Math.log(1 - random.next()) / perDay) * DAY;
    if (time > customer.until) return times;
    const grown = 0.75 + (0.5 * (time - books.from)) / (books.today - books.from);
    const wish = season(customer.country, time) ** (customer.prefersFestivals ? 1.5 : 1) * grown;
    if (!random.hit(Math.min(1, wish / peak))) continue;
    const day = Math.floor(time / DAY) * DAY;
    times.push(
      Math.min(books.today - 60_000, day + OPEN[customer.country] * 3_600_000 + random.between(0, 9 * 60 * 60) * 1000),
    );
  }
}

function line(
  random: Chance,
  customer: SampleCustomer,
  product: SampleProduct,
  quantity: number,
  rate: number,
  share: number,
): SampleLine {
  const markup = customer.kind === "contact" ? 1.35 : 1;
  const unitPrice = Math.max(0.01, round((product.price * markup) / rate, customer.country));
  const discount = Math.round(unitPrice * quantity * share * 100) / 100;
  const net = unitPrice * quantity - discount;
  return {
    product,
    quantity,
    unitPrice: unitPrice.toFixed(2),
    ...(discount > 0 ? { discount: discount.toFixed(2) } : {}),
    tax: (net * TAX[customer.country]).toFixed(2),
    unitCost: ((product.cost * (0.97 + 0.06 * random.next())) / rate).toFixed(2),
  };
}

/** Prices as shops write them: whole rupees, pence. */
const round = (price: number, country: Country): number =>
  country === "GB" ? Math.round(price * 100) / 100 : Math.max(1, Math.round(price));

function sale(random: Chance, customer: SampleCustomer, at: number, today: number): SampleOrder {
  const currency = CURRENCY[customer.country];
  const rate = dollars(currency, at, today);
  const range = festive(customer.country, at) ? RANGE.festive : RANGE.usual;
  const company = customer.kind === "company";
  const count = Math.min(12, 1 + Math.floor(-Math.log(1 - random.next()) * (company ? 2.4 : 1.1)));
  // Large houses do not only order more often, they order more of each thing: revenue grows faster than the number of orders.
  const scale = company ? 10 * customer.size : 1.4;
  const share = company && customer.size > 2 ? random.pick([0.03, 0.05, 0.05, 0.08, 0.1]) : random.hit(0.12) ? 0.05 : 0;
  const chosen = new Set<SampleProduct>();
  while (chosen.size < count) chosen.add(random.weighted(range));
  const lines = [...chosen].map((product) => {
    const dear = Math.min(1, 12 / product.price) ** 0.5;
    const quantity = Math.max(1, Math.round(scale * dear * Math.exp(random.normal() * 0.5)));
    return line(random, customer, product, quantity > 24 ? Math.round(quantity / 6) * 6 : quantity, rate, share);
  });
  if (random.hit(company ? 0.25 : 0.4)) lines.push(line(random, customer, DELIVERY, 1, rate, 0));
  if (company && random.hit(0.03)) lines.push(line(random, customer, ENGRAVING, random.between(12, 60), rate, 0));
  const age = (today - at) / DAY;
  const channels = company
    ? (["visit", "phone", "phone", "whatsapp", "email"] as const)
    : (["shop", "web", "web", "whatsapp"] as const);
  return {
    kind: "sale",
    number: "",
    customer,
    at,
    currency,
    lines,
    channel: random.pick(channels),
    status: random.hit(0.012)
      ? "cancelled"
      : age < 4
        ? "confirmed"
        : age < 30
          ? "delivered"
          : random.hit(0.97)
            ? "paid"
            : "delivered",
  };
}

/** Some pieces of some lines come back, at the price they were sold for. */
function comesBack(random: Chance, original: SampleOrder, today: number): SampleOrder | undefined {
  const at = original.at + random.between(2, 24) * DAY;
  if (original.status === "cancelled" || at > today) return undefined;
  const goods = original.lines.filter((entry) => entry.product.kind === "goods");
  const entry = random.pick(goods);
  const quantity = Math.max(1, Math.round(entry.quantity * random.pick([0.1, 0.2, 0.5, 1])));
  const part = (amount: string | undefined): string => ((Number(amount ?? 0) * quantity) / entry.quantity).toFixed(2);
  const back: SampleLine = { ...entry, quantity: -quantity, tax: `-${part(entry.tax)}` };
  if (entry.discount) back.discount = `-${part(entry.discount)}`;
  return { ...original, kind: "return", original, at, status: "paid", lines: [back] };
}

/** All that a customer bought and gave back, by time. */
export function purchases(
  random: Chance,
  customer: SampleCustomer,
  books: { from: number; today: number },
): SampleOrder[] {
  return moments(random, customer, books).flatMap((at) => {
    const order = sale(random, customer, at, books.today);
    const back = random.hit(0.055) ? comesBack(random, order, books.today) : undefined;
    return back ? [order, back] : [order];
  });
}
