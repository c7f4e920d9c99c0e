/** Invents the records of a workspace, the same for the same seed, in the form the one door takes. */
import { chance, type Chance } from "#demo/random.ts";
import type { JsonObject } from "#model/json.ts";
import { companyName, personName, zipf } from "./names.ts";

/** How many of each stand beside so many contacts. */
export interface Amounts {
  contacts: number;
  companies: number;
  products: number;
  orders: number;
  activities: number;
}

export function amountsFor(contacts: number): Amounts {
  return {
    contacts,
    companies: Math.round(contacts / 10),
    products: 500,
    orders: Math.round(contacts / 10),
    activities: Math.round(contacts / 10),
  };
}

export const USERS = 200;
export const TEAMS = 20;

const CITIES = [
  ["Lahore", "PK"],
  ["Karachi", "PK"],
  ["Delhi", "IN"],
  ["Mumbai", "IN"],
  ["Kolkata", "IN"],
  ["Chennai", "IN"],
  ["Amritsar", "IN"],
  ["Dhaka", "BD"],
  ["London", "GB"],
  ["Leeds", "GB"],
] as const;
const PHONES = { PK: "+92300", IN: "+91981", BD: "+88017", GB: "+44770" } as const;
const DIGITS = { PK: 7, IN: 7, BD: 8, GB: 7 } as const;
const TITLES = ["Owner", "Buyer", "Manager", "Accountant", "Director", "Engineer"];
const DAY = 86_400_000;
/** The books end on a fixed day, so that a seed gives the same records whenever it is run. */
export const TODAY = Date.UTC(2026, 0, 1);

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A few reps look after most records, the last of them after next to none. */
const ownerRank = zipf(USERS);

export interface Standing {
  users: readonly string[];
  companies: readonly string[];
  contacts: readonly string[];
  products: readonly string[];
}

export function* companies(seed: number, count: number, { users }: Pick<Standing, "users">): Generator<JsonObject> {
  const random = chance(seed * 8 + 1);
  for (let index = 0; index < count; index += 1) {
    const [city, country] = random.pick(CITIES);
    yield {
      ...companyName(random),
      number: `C${String(index + 1).padStart(7, "0")}`,
      owner: users[ownerRank(random)]!,
      phones: [phone(country, 5_000_000 + index)],
      emails: [`office${index}@house${index % 9973}.example`],
      address: { city, country },
    };
  }
}

const phone = (country: keyof typeof PHONES, index: number): string =>
  PHONES[country] + String(index).padStart(DIGITS[country], "0").slice(-DIGITS[country]);

export function* contacts(
  seed: number,
  count: number,
  standing: Pick<Standing, "users" | "companies">,
): Generator<JsonObject> {
  const random = chance(seed * 8 + 2);
  for (let index = 0; index < count; index += 1) yield contact(random, index, standing);
}

function contact(random: Chance, index: number, standing: Pick<Standing, "users" | "companies">): JsonObject {
  const { given, family, script } = personName(random);
  const [city, country] = random.pick(CITIES);
  const latin = script === 0 ? `${given}.${family}`.toLowerCase() : `person`;
  const made: JsonObject = {
    name: `${given} ${family}`,
    owner: standing.users[ownerRank(random)]!,
    address: { city, country },
    language: (["en", "hi", "ur", "other", "other", "other"] as const)[script]!,
  };
  if (random.hit(0.85)) made["emails"] = [`${latin}${index}@mail${index % 97}.example`];
  if (random.hit(0.8)) made["phones"] = [phone(country, index)];
  if (random.hit(0.3) && standing.companies.length > 0) {
    made["company"] = random.pick(standing.companies);
    made["jobTitle"] = random.pick(TITLES);
  }
  if (random.hit(0.2)) made["number"] = `P${String(index + 1).padStart(8, "0")}`;
  if (random.hit(0.3)) made["birthday"] = dayOf(Date.UTC(1950, 0, 1) + random.between(0, 20_000) * DAY);
  if (random.hit(0.2)) made["nextTouchOn"] = dayOf(TODAY + random.between(-30, 90) * DAY);
  return made;
}

export function* products(seed: number, count: number): Generator<JsonObject> {
  const random = chance(seed * 8 + 3);
  for (let index = 0; index < count; index += 1)
    yield { code: `SKU${index}`, name: `Article ${index}`, price: String(random.between(100, 90_000) / 100) };
}

const STATUSES = [
  ["draft", 5],
  ["confirmed", 15],
  ["delivered", 15],
  ["invoiced", 20],
  ["paid", 40],
  ["cancelled", 5],
] as const;

export function* orders(seed: number, count: number, standing: Standing): Generator<JsonObject> {
  const random = chance(seed * 8 + 4);
  const buyer = zipf(standing.contacts.length);
  for (let index = 0; index < count; index += 1) {
    yield {
      number: `O${String(index + 1).padStart(8, "0")}`,
      contact: standing.contacts[buyer(random)]!,
      owner: standing.users[ownerRank(random)]!,
      status: random.weighted(STATUSES),
      orderedAt: new Date(TODAY - random.between(0, 1000) * DAY).toISOString(),
      lines: Array.from({ length: random.between(1, 3) }, () => ({
        product: random.pick(standing.products),
        quantity: String(random.between(1, 12)),
        unitPrice: String(random.between(100, 90_000) / 100),
      })),
    };
  }
}

export function* activities(seed: number, count: number, standing: Standing): Generator<JsonObject> {
  const random = chance(seed * 8 + 5);
  for (let index = 0; index < count; index += 1) {
    yield {
      kind: random.pick(["note", "call", "visit", "task"]),
      subject: `${random.pick(["Call", "Visit", "Offer", "Reminder"])} ${personName(random).family}`,
      contact: random.pick(standing.contacts),
      owner: standing.users[ownerRank(random)]!,
      startsAt: new Date(TODAY - random.between(0, 700) * DAY).toISOString(),
    };
  }
}
