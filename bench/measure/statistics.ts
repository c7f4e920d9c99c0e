/** Middle, spread and percentiles of measured values. */

export interface Spread {
  median: number;
  min: number;
  max: number;
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** @throws Error where there is no value. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error("There is nothing to take the middle of");
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** The smallest value that at least the share of all does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = ascending(values);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
