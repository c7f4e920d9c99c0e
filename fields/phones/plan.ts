/** What of the world's numbering plans a screen needs at once: how the numbers of its own country are written. */
import { getCountryCallingCode, isSupportedCountry, Metadata } from "libphonenumber-js/min";
import type { PhonePlan } from "./home.ts";

/** A way of writing numbers, as the library holds it and does not declare. */
interface Way {
  pattern(): string;
  format(): string;
  leadingDigitsPatterns(): string[];
  nationalPrefixFormattingRule(): string | undefined;
}
interface Plan {
  formats(): Way[];
  types(): ([pattern: string, lengths?: number[]] | undefined)[] | undefined | 0;
}

interface Codes {
  getCountryCodesForCallingCode(code: string): string[];
}

const known = new Map<string, PhonePlan | undefined>();

/** Undefined where the country is not known, or its numbers cannot be told from its neighbours' by a pattern. */
export function phonePlanOf(country: string): PhonePlan | undefined {
  if (!known.has(country)) known.set(country, makePlan(country));
  return known.get(country);
}

function makePlan(country: string): PhonePlan | undefined {
  if (!isSupportedCountry(country)) return undefined;
  const metadata = new Metadata() as Metadata & Codes;
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan as unknown as Plan;
  const code = getCountryCallingCode(country);
  const [first, ...others] = metadata.getCountryCodesForCallingCode(code);
  // The first of those that share a code has what its pattern fits; the others have what it leaves.
  const own = others.length === 0 ? undefined : ownOf(plan);
  if (first !== country || (others.length > 0 && own === undefined)) return undefined;
  return { code, own, ways: plan.formats().map(wayOf) };
}

/** The leading digits that choose a way become a look ahead of its pattern; the digit one dials before stands in what is written. */
function wayOf(way: Way): [string, string] {
  const leading = way.leadingDigitsPatterns().at(-1);
  const rule = way.nationalPrefixFormattingRule();
  return [
    `${leading === undefined ? "" : `(?=${leading})`}${way.pattern()}`,
    rule ? way.format().replace(/(\$\d)/, rule) : way.format(),
  ];
}

function ownOf(plan: Plan): string | undefined {
  const kinds = (plan.types() || []).flatMap((type) => type?.[0] ?? []);
  return kinds.length > 0 ? kinds.join("|") : undefined;
}
