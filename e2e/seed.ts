/** Fills a workspace through the API with a little of everything, for the walks that look at it. */
import type { Program } from "#test/crash/program.ts";

/** Sends as the owner, who is signed in with this cookie. */
export class Hand {
  readonly program: Program;
  readonly slug: string;
  readonly #cookie: string;

  constructor(program: Program, { slug, cookie }: { slug: string; cookie: string }) {
    this.program = program;
    this.slug = slug;
    this.#cookie = cookie;
  }

  /** The same person in another workspace. */
  in(slug: string): Hand {
    return new Hand(this.program, { slug, cookie: this.#cookie });
  }

  /** A file, as it comes. */
  async text(path: string): Promise<string> {
    const headers = { cookie: this.#cookie, "raabta-workspace": this.slug };
    return (await fetch(`${this.program.url}/api/v1${path}`, { headers })).text();
  }

  async send<T = { id: string }>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = {
      cookie: this.#cookie,
      origin: this.program.url,
      "raabta-workspace": this.slug,
      "content-type": "application/json",
    };
    const answer = await fetch(`${this.program.url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  async upload<T = { id: string }>(path: string, name: string, type: string, text: string): Promise<T> {
    const body = new FormData();
    body.append("file", new Blob([text], { type }), name);
    const headers = { cookie: this.#cookie, origin: this.program.url, "raabta-workspace": this.slug };
    const answer = await fetch(`${this.program.url}/api/v1${path}`, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

export interface Seeded {
  company: string;
  contact: string;
  order: string;
}

const NAMES = ["Indus Tea", "शर्मा ट्रेडर्स", "گلشن کتب خانہ", "Kaveri Textiles", "Bright & Sons", "Lahore Steel"];

/** Companies in three scripts with numbers, a person, orders with lines, an activity. */
export async function seed(hand: Hand, companies = 40): Promise<Seeded> {
  const operations = Array.from({ length: companies }, (_, place) => ({
    op: "create",
    data: {
      name: `${NAMES[place % NAMES.length]} ${place + 1}`,
      number: `K-${100 + place}`,
      emails: `office${place + 1}@example.com`,
      phones: `+92 300 ${1_000_000 + place}`,
      industry: place % 2 ? "Wholesale" : "Retail",
      address: { street: "Mall Road 1", city: place % 2 ? "Lahore" : "Karachi", country: "PK" },
    },
  }));
  const { results } = await hand.send<{ results: { status: number; record: { id: string } }[] }>(
    "POST",
    "/companies/batch",
    { operations },
  );
  const company = results[0]!.record.id;
  const contact = await hand.send("POST", "/contacts", { name: "Saima Akhtar", company, emails: "saima@example.com" });
  const product = await hand.send("POST", "/products", {
    code: "T-1",
    name: "Green tea",
    price: { amount: "450", currency: "PKR" },
  });
  let order = "";
  for (let place = 0; place < 12; place++) {
    const made = await hand.send("POST", "/orders", {
      number: `S-${place}`,
      customer: { number: `K-${100 + (place % 5)}` },
      orderedAt: `2026-0${1 + (place % 9)}-15T10:00:00Z`,
      currency: "PKR",
      lines: [{ product: product.id, quantity: `${1 + place * place}`, unitPrice: "450" }],
    });
    order ||= made.id;
  }
  await hand.send("POST", "/activities", { kind: "call", subject: "Asked for samples", company });
  return { company, contact: contact.id, order };
}
