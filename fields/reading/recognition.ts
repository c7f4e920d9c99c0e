/** Guessing what a column of an import holds: by the words of its header and the share of its values that fit. */
import { words } from "#model/folding.ts";

/** The share of filled samples that pass, 0 to 1; 0 where there are none. */
export function shareOf(samples: string[], passes: (sample: string) => boolean): number {
  const filled = samples.filter((sample) => sample.trim() !== "");
  return filled.length === 0 ? 0 : filled.filter((sample) => passes(sample.trim())).length / filled.length;
}

/** Does the header carry one of these folded words? `InvoiceDate` counts as `invoice date`. */
export function headerHas(header: string, known: readonly string[]): boolean {
  const parts = words(header.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));
  const joined = parts.join(" ");
  return known.some((word) => (word.includes(" ") ? ` ${joined} `.includes(` ${word} `) : parts.includes(word)));
}

/**
 * `byValues` is how sure fitting values alone make it (an e-mail is certain, a number may be anything). A header alone,
 * without values, is a guess; a header whose values do not fit is none.
 */
export function likeness(
  header: string,
  known: readonly string[],
  samples: string[],
  passes: (sample: string) => boolean,
  byValues: number,
): number {
  const named = headerHas(header, known);
  if (!samples.some((sample) => sample.trim() !== "")) return named ? 0.5 : 0;
  const share = shareOf(samples, passes);
  if (share < 0.8) return 0;
  return share * (named ? Math.max(0.95, byValues) : byValues);
}
