/** Phone numbers of one's own country, written without the numbering plans of the world: the catalogue brings the country's. */

export interface PhonePlan {
  /** The country's calling code: `92`. */
  code: string;
  /** Where the code is another country's too: what the numbers of this one look like. */
  own?: string | undefined;
  /** Which numbers are written in which way, the first that fits. */
  ways: [pattern: string, written: string][];
}

const plans = new Map<string, PhonePlan>();

export const learnPhonePlan = (country: string, plan: PhonePlan | undefined): void =>
  void (plan && plans.set(country, plan));

const wholly = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

/** `+923001234567` → `0300 1234567` in PK; undefined where it is another country's. */
export function writtenAtHome(value: string, country: string): string | undefined {
  const plan = plans.get(country);
  if (!plan || !value.startsWith(`+${plan.code}`)) return undefined;
  const number = value.slice(plan.code.length + 1);
  if (plan.own !== undefined && !wholly(plan.own).test(number)) return undefined;
  const way = plan.ways.find(([pattern]) => wholly(pattern).test(number));
  return way ? number.replace(wholly(way[0]), way[1]) : number;
}
