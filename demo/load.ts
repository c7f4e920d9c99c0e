/** Fills a workspace with the sample company: a distributor of kitchen and home ware in Lahore, Delhi and London. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { createRecords, outcomeId } from "#engine/records/records.ts";
import { refreshClasses } from "#crm/insight/statistics.queries.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { addPeople, type People } from "./branches.ts";
import { conversations, type SampleActivity } from "./conversations.ts";
import { inventCustomer, type SampleCustomer } from "./customers.ts";
import { PRODUCTS } from "./products.ts";
import { purchases, type SampleOrder } from "./purchases.ts";
import { chance } from "./random.ts";
import { datedRates, dollars } from "./rates.ts";

export interface LoadOptions {
  progress?: (done: number, total: number, note?: Json) => Promise<void> | void;
  /** The day on which the company's books end; today where not said. */
  today?: Date;
  customers?: number;
  seed?: number;
}

const YEARS = 3;
const DAY = 86_400_000;
const SET = 1000;

/** Puts each set through the one door and tells how far it is. */
class Loader {
  readonly #ctx: Context;
  readonly #progress: LoadOptions["progress"];
  readonly #total: number;
  #done = 0;

  constructor(ctx: Context, total: number, progress: LoadOptions["progress"]) {
    this.#ctx = ctx;
    this.#total = total;
    this.#progress = progress;
  }

  async add(object: string, inputs: readonly JsonObject[]): Promise<string[]> {
    const ids: string[] = [];
    for (let from = 0; from < inputs.length; from += SET) {
      const set = inputs.slice(from, from + SET);
      for (const outcome of await createRecords(this.#ctx, object, set)) ids.push(outcomeId(outcome));
      this.#done += set.length;
      await this.#progress?.(this.#done, this.#total);
    }
    return ids;
  }
}

/** Makes the same company for the same day and seed, within one transaction. Does nothing where there are customers already. */
export async function loadSampleCompany(ctx: Context, options: LoadOptions = {}): Promise<void> {
  const today = Math.floor((options.today ?? ctx.now()).getTime() / DAY) * DAY;
  const books = { from: today - Math.round(YEARS * 365.25) * DAY, today };
  const random = chance(options.seed ?? 20_140_601);
  const customers = Array.from({ length: options.customers ?? 2000 }, (_, index) =>
    inventCustomer(random, index, books.from, today),
  );
  const orders = customers.flatMap((customer) => purchases(random, customer, books)).toSorted((a, b) => a.at - b.at);
  const talks = customers.map((customer) => conversations(random, customer, today));
  const total =
    orders.length +
    customers.length +
    customers.flatMap((customer) => customer.people).length +
    talks.flat().length +
    PRODUCTS.length;
  await ctx.transaction(async (inner) => {
    const [there] = await inner.db.query(sql<{ id: string }>`select id from customers limit 1`);
    if (there) return;
    const loader = new Loader(inner, total, options.progress);
    const people = await addPeople(inner);
    await addCatalogue(inner, loader, books);
    const keys = await addCustomers(loader, customers, people);
    await addOrders(loader, orders, keys, people);
    await addTalks(loader, customers, talks, keys, people);
    await addSuppressions(loader, customers);
    await refreshClasses(inner);
  });
}

async function addCatalogue(ctx: Context, loader: Loader, books: { from: number; today: number }): Promise<void> {
  const base = ctx.workspace.settings.baseCurrency;
  await loader.add(
    "currencyRate",
    datedRates(base, ["PKR", "INR", "GBP"], books.from, books.today).map((rate) => ({ ...rate })),
  );
  const worth = dollars(base, books.today, books.today);
  const money = (amount: number) => ({ amount: (amount / worth).toFixed(2), currency: base });
  await loader.add(
    "product",
    PRODUCTS.map(({ code, name, category, kind, price, cost }) => ({
      code,
      name,
      category,
      kind,
      price: money(price),
      cost: money(cost),
    })),
  );
}

/** Company (or, for consumers, contact) and the first contact of each customer. */
type Keys = Map<SampleCustomer, { company: string | null; contact: string }>;

async function addCustomers(loader: Loader, customers: readonly SampleCustomer[], people: People): Promise<Keys> {
  const words = [...new Set(customers.flatMap((customer) => customer.tags))];
  await loader.add(
    "tag",
    words.map((name) => ({ name, color: name === "VIP" ? "violet" : name === "Pays late" ? "orange" : "gray" })),
  );
  const ownership = (customer: SampleCustomer) => people.of(customer.country, customer.rep);
  const companies = customers.filter((customer) => customer.kind === "company");
  const companyIds = await loader.add(
    "company",
    companies.map((customer) => ({
      ...ownership(customer),
      name: customer.name!,
      number: customer.number,
      industry: customer.industry!,
      website: customer.website ?? null,
      phones: [{ value: customer.line }],
      address: customer.address,
      tags: customer.tags,
    })),
  );
  const companyOf = new Map(companies.map((customer, index) => [customer, companyIds[index]!]));
  const contacts = customers.flatMap((customer) =>
    customer.people.map((person, place) => ({ customer, person, place })),
  );
  const contactIds = await loader.add(
    "contact",
    contacts.map(({ customer, person }) => ({
      ...ownership(customer),
      name: person.name,
      jobTitle: person.jobTitle ?? null,
      language: person.language,
      birthday: person.birthday ?? null,
      emails: [{ value: person.email }],
      phones: [{ value: person.phone }],
      ...(customer.kind === "company"
        ? { company: companyOf.get(customer)! }
        : { number: customer.number, address: customer.address, tags: customer.tags }),
    })),
  );
  return new Map(
    contacts
      .map(({ customer, place }, index) => [customer, place, contactIds[index]!] as const)
      .filter(([, place]) => place === 0)
      .map(([customer, , contact]) => [customer, { company: companyOf.get(customer) ?? null, contact }]),
  );
}

/** Sales first, in the order of time, then what came back of them. */
async function addOrders(loader: Loader, orders: readonly SampleOrder[], keys: Keys, people: People): Promise<void> {
  const numbers = new Map<string, number>();
  for (const order of orders) {
    const series = `${order.kind === "return" ? "CN" : "INV"}-${order.customer.country}`;
    const next = (numbers.get(series) ?? 0) + 1;
    numbers.set(series, next);
    order.number = `${series}-${String(next).padStart(5, "0")}`;
  }
  const input = (order: SampleOrder): JsonObject => ({
    ...people.of(order.customer.country, order.customer.rep),
    number: order.number,
    kind: order.kind,
    status: order.status,
    channel: order.channel,
    currency: order.currency,
    orderedAt: new Date(order.at).toISOString(),
    contact: keys.get(order.customer)!.contact,
    ...(order.original ? { original: { number: order.original.number } } : {}),
    lines: order.lines.map(({ product, quantity, unitPrice, discount, tax, unitCost }) => ({
      product: { code: product.code },
      quantity: String(quantity),
      unitPrice,
      tax,
      unitCost,
      ...(discount ? { discount } : {}),
    })),
  });
  await loader.add("order", orders.filter((order) => order.kind === "sale").map(input));
  await loader.add("order", orders.filter((order) => order.kind === "return").map(input));
}

async function addTalks(
  loader: Loader,
  customers: readonly SampleCustomer[],
  talks: readonly SampleActivity[][],
  keys: Keys,
  people: People,
): Promise<void> {
  const inputs = customers.flatMap((customer, index) =>
    talks[index]!.map(({ at, minutes, ...talk }): JsonObject => ({
      ...people.of(customer.country, customer.rep),
      ...talk,
      contact: keys.get(customer)!.contact,
      startsAt: new Date(at).toISOString(),
      ...(minutes ? { minutesSpent: minutes } : {}),
    })),
  );
  await loader.add("activity", inputs);
}

/** A few asked not to be written to any more. */
async function addSuppressions(loader: Loader, customers: readonly SampleCustomer[]): Promise<void> {
  const asked = customers.filter((_, index) => index % 67 === 5);
  await loader.add(
    "suppression",
    asked.map((customer, index) => ({
      channel: index % 3 === 0 ? "whatsapp" : "email",
      address: index % 3 === 0 ? customer.people[0]!.phone : customer.people[0]!.email,
      source: "request",
      reason: "Asked on the phone",
    })),
  );
}
