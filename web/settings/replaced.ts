/** A list with one of its entries changed, or gone. */
export const replaced = <T>(all: readonly T[], place: number, next: T | undefined): T[] =>
  all.flatMap((each, at) => (at === place ? (next === undefined ? [] : [next]) : [each]));
