/** Invents the customers of the sample company: houses and households of Lahore, Delhi and London, with what drives their purchases. */
import { companyName, type Country } from "./company-names.ts";
import { BRITAIN, INDIA, PAKISTAN, type NamePart } from "./person-names.ts";
import { mobile, place } from "./places.ts";
import type { Chance } from "./random.ts";

export interface SamplePerson {
  name: { full: string; given: string; family: string };
  jobTitle?: string;
  email: string;
  phone: string;
  birthday?: string;
  language: "en" | "hi" | "ur";
}

export interface SampleCustomer {
  number: string;
  country: Country;
  kind: "company" | "contact";
  name?: string;
  industry?: string;
  website?: string;
  address: Record<string, string>;
  line: string;
  people: SamplePerson[];
  /** Index of the rep of the branch. */
  rep: number;
  tags: string[];
  /** Share of the range that it takes: how much it spends, 1 is middling. */
  size: number;
  /** Orders a month while it buys. */
  rhythm: number;
  /** First and last moment at which it may buy. */
  from: number;
  until: number;
  prefersFestivals: boolean;
}

const PEOPLE: Record<Country, { given: NamePart[]; family: NamePart[] }> = { PK: PAKISTAN, IN: INDIA, GB: BRITAIN };
const LANGUAGE = { PK: "ur", IN: "hi", GB: "en" } as const;
const JOBS = [
  "Owner",
  "Purchasing manager",
  "Store manager",
  "Accountant",
  "Partner",
  "Head of kitchen",
  "Operations manager",
];
const DAY = 86_400_000;

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "");

function person(random: Chance, country: Country, native: boolean, domain: string, today: number): SamplePerson {
  const given = random.pick(PEOPLE[country].given);
  const family = random.pick(PEOPLE[country].family);
  const script = native ? "native" : "latin";
  const birthday = random.hit(0.45)
    ? new Date(today - random.between(22 * 365, 68 * 365) * DAY).toISOString().slice(0, 10)
    : undefined;
  return {
    name: { full: `${given[script]} ${family[script]}`, given: given[script], family: family[script] },
    email: `${plain(given.latin)}.${plain(family.latin)}${random.between(1, 99)}@${domain}`,
    phone: mobile(random, country),
    language: native || random.hit(0.4) ? LANGUAGE[country] : "en",
    ...(birthday ? { birthday } : {}),
  };
}

/** Growth: more customers start late than early; of those a share stops. */
function lifetime(random: Chance, from: number, today: number): { from: number; until: number } {
  const span = today - from;
  const start = random.hit(0.42) ? from : from + span * random.next() * 0.97;
  const stays = random.hit(0.66);
  const months = 2 + 16 * -Math.log(1 - random.next());
  return { from: start, until: stays ? today : Math.min(today, start + months * 30 * DAY) };
}

/** One customer; `index` makes its number. `from` is the first day of the company's books. */
export function inventCustomer(random: Chance, index: number, from: number, today: number): SampleCustomer {
  const country = random.weighted<Country>([
    ["PK", 42],
    ["IN", 37],
    ["GB", 21],
  ]);
  const native = country !== "GB" && random.hit(0.52);
  const company = random.hit(0.7);
  const where = place(random, country, native);
  const size = Math.exp((company ? 0 : -1.1) + random.normal() * (company ? 0.82 : 0.6));
  const shared = {
    number: `${country}${10_001 + index}`,
    country,
    address: where.address,
    line: where.line,
    rep: random.between(0, 2),
    size,
    rhythm: Math.min(3, (company ? 0.4 : 0.2) * Math.exp(random.normal() * 0.5) * size ** 0.3),
    prefersFestivals: random.hit(0.3),
    ...lifetime(random, from, today),
  };
  if (!company) {
    return {
      ...shared,
      kind: "contact",
      people: [person(random, country, native, `example.${random.pick(["com", "org", "net"])}`, today)],
      tags: ["Consumer"],
    };
  }
  const { name, latin, industry } = companyName(random, country, PEOPLE[country].family, where.city, native);
  const domain = `${plain(latin)}.example`;
  const count = size > 2.5 ? random.between(2, 3) : random.hit(0.35) ? 2 : 1;
  const people = Array.from({ length: count }, (_, place_) => ({
    ...person(random, country, native, domain, today),
    jobTitle: place_ === 0 ? (random.hit(0.7) ? "Owner" : "Purchasing manager") : random.pick(JOBS),
  }));
  const tags = [
    industry,
    ...(size > 3.5 ? ["VIP"] : []),
    ...(random.hit(0.06) ? ["Pays late"] : []),
    ...(random.hit(0.08) ? ["Exhibition"] : []),
  ];
  return {
    ...shared,
    kind: "company",
    name,
    industry,
    ...(random.hit(0.4) ? { website: `https://${domain}` } : {}),
    people,
    tags,
  };
}
