/** The ABC curve as figures: where its classes begin and end, what lies under the pointer, which limits are allowed. */

export interface CurvePoint {
  /** Share of the customers, best first, 0 to 1. */
  customers: number;
  /** Share of the measure that they carry; above 1 where later customers cost more than they bring. */
  amount: number;
}

export interface AbcClass {
  class: string;
  customers: number;
  customerShare: number;
  amount: string;
  amountShare: number;
}

/** The stretch of the x axis that a class covers. */
export interface Band {
  name: string;
  from: number;
  to: number;
}

/** The classes side by side in the order given, from 0 to 1. */
export function bands(classes: AbcClass[]): Band[] {
  let from = 0;
  return classes.map((entry) => {
    const band = { name: entry.class, from, to: Math.min(1, from + entry.customerShare) };
    from = band.to;
    return band;
  });
}

/** The share of the measure that the first `customers` (share) carry, on the straight line between the two nearest points. */
export function amountAt(curve: CurvePoint[], customers: number): number {
  const after = curve.findIndex((point) => point.customers >= customers);
  const right = curve[after === -1 ? curve.length - 1 : after];
  const left = curve[Math.max(0, (after === -1 ? curve.length - 1 : after) - 1)];
  if (!right || !left) return 0;
  const width = right.customers - left.customers;
  if (width <= 0) return right.amount;
  return left.amount + ((customers - left.customers) / width) * (right.amount - left.amount);
}

/** The part of the curve between two shares of customers, with its ends. */
export function stretch(curve: CurvePoint[], from: number, to: number): CurvePoint[] {
  return [
    { customers: from, amount: amountAt(curve, from) },
    ...curve.filter((point) => point.customers > from && point.customers < to),
    { customers: to, amount: amountAt(curve, to) },
  ];
}

/** Limits in whole percent, kept apart by one and within 1 and 99; `index` is the one that was moved. */
export function moveLimit(limits: number[], index: number, wanted: number): number[] {
  const lowest = (limits[index - 1] ?? 0) + 1;
  const highest = (limits[index + 1] ?? 100) - 1;
  const value = Math.min(highest, Math.max(lowest, Math.round(wanted)));
  return limits.map((limit, place) => (place === index ? value : limit));
}

/** The class that the share of customers lies in; the last one at the very end. */
export function bandAt(all: Band[], customers: number): Band | undefined {
  return all.find((band) => customers < band.to) ?? all.at(-1);
}
