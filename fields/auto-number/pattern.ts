/** The pattern of numbers: `INV-{YYYY}-{0000}`, without the rest of the type, so that screens need not load that. */

/** Where nothing is said. */
export const PLAIN_PATTERN = "{0000}";

const PLACE = /\{([^{}]*)\}/g;
const COUNTER = /^0{1,12}$/;
/** Day, month and year of the day in the company's time zone on which the number is given. */
const DAY = new Map<string, (day: string) => string>(
  Object.entries({
    YYYY: (day: string) => day.slice(0, 4),
    YY: (day: string) => day.slice(2, 4),
    MM: (day: string) => day.slice(5, 7),
    DD: (day: string) => day.slice(8, 10),
  }),
);
/** Letters, marks and digits of any script below U+D800, and the signs that stand in numbers. */
const LITERAL = /^[\p{L}\p{M}\p{N} ._\-/#+&:()]*$/u;
const LONGEST = 40;

/** @returns what is wrong with the pattern, in a sentence; undefined where nothing is. */
export function patternFault(pattern: string): string | undefined {
  const places = [...pattern.matchAll(PLACE)].map(([, inside]) => inside!);
  if (pattern.length > LONGEST) return `a pattern is at most ${LONGEST} signs long`;
  const unknown = places.find((inside) => !COUNTER.test(inside) && !DAY.has(inside));
  if (unknown !== undefined) return `the pattern knows {0000}, {YYYY}, {YY}, {MM} and {DD}, not {${unknown}}`;
  if (places.filter((inside) => COUNTER.test(inside)).length !== 1) return "a pattern has one counter, such as {0000}";
  const literal = pattern.replace(PLACE, "");
  return LITERAL.test(literal) && !/[\ud800-\udfff]/.test(literal)
    ? undefined
    : "beside its places a pattern has letters, digits, spaces and . _ - / # + & : ( ) alone";
}

/** The number for a count. @param day `2026-11-23` */
export const numberText = (pattern: string, count: number | string, day: string): string =>
  pattern.replace(PLACE, (_whole, inside: string) =>
    COUNTER.test(inside) ? String(count).padStart(inside.length, "0") : DAY.get(inside)!(day),
  );
