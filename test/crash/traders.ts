/** Writers over two servers: records made, changed, brought by their key and deleted; each write is sent until it is answered. */
import type { Answer, Asking, Request } from "./asking.ts";

/** What must be there in the end. */
export interface Expected {
  table: "companies" | "contacts" | "orders";
  id: string;
  /** Its number or name, which no other has. */
  key: string;
  version: number;
  deleted: boolean;
  /** What was written last. */
  value: string;
}

const LINES = [
  { description: "Lamp", quantity: "2", unitPrice: "750" },
  { description: "Oil", quantity: "1", unitPrice: "99.50" },
];

/** Of so many writes one is broken off by its client a few milliseconds after it was sent. */
const ONE_LOST_IN = 4;

export class Traders {
  readonly expected: Expected[] = [];
  readonly surprises: string[] = [];
  acknowledged = 0;
  replayed = 0;
  readonly #asking: Asking;
  readonly #running: Promise<void>[];
  #over = false;
  #sent = 0;

  constructor(asking: Asking, count: number) {
    this.#asking = asking;
    this.#running = Array.from({ length: count }, (_, writer) => this.#trade(writer));
  }

  /** What was begun is finished. */
  async end(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#running);
  }

  async #trade(writer: number): Promise<void> {
    for (let turn = 0; !this.#over && this.surprises.length === 0; turn++) await this.#once(`w${writer}-${turn}`, turn);
  }

  async #once(key: string, turn: number): Promise<void> {
    const company = await this.#make("companies", key, { name: `Company ${key}`, number: key });
    if (!company) return;
    const changed = { name: `Company ${key}, renamed` };
    if (!(await this.#write(`change-${key}`, `companies/${company.id}`, "PATCH", changed, { "if-match": '"1"' })))
      return;
    const website = `https://${key}.example.com`;
    if (!(await this.#bring(`bring-${key}`, key, { website }, company.id))) return;
    Object.assign(company, { version: 3, value: `Company ${key}, renamed ${website}` });
    // Without a key for the request: sent twice, the record's own key makes it one.
    await this.#bring(undefined, `${key}-again`, { name: `Company ${key}-again` });
    const contact = await this.#make("contacts", key, { name: `Person ${key}`, company: company.id });
    if (contact && turn % 3 === 2 && (await this.#write(`delete-${key}`, `contacts/${contact.id}`, "DELETE")))
      Object.assign(contact, { deleted: true, version: 2 });
    await this.#make("orders", key, {
      number: `o-${key}`,
      customer: { number: key },
      currency: "PKR",
      lines: LINES,
    });
  }

  async #make(table: Expected["table"], key: string, body: object): Promise<Expected | undefined> {
    const made = await this.#write(`${table}-${key}`, table, "POST", body);
    return made && this.#expect(table, (made.body as { id: string }).id, key);
  }

  /** Upserts by the number. */
  async #bring(request: string | undefined, key: string, data: object, id?: string): Promise<boolean> {
    const operations = [{ op: "upsert", key: { number: key }, data }];
    const brought = await this.#write(request, "companies/batch", "POST", { operations });
    const result = (brought?.body as { results: { status: number; id: string }[] } | undefined)?.results[0];
    if (!result || result.status >= 300 || (id !== undefined && result.id !== id)) {
      this.surprises.push(`upsert of ${key}: ${brought?.text}`);
      return false;
    }
    if (id === undefined) this.#expect("companies", result.id, key);
    return true;
  }

  #expect(table: Expected["table"], id: string, key: string): Expected {
    const value = { companies: `Company ${key}`, contacts: `Person ${key}`, orders: `o-${key}` }[table];
    const one: Expected = { table, id, key, version: 1, deleted: false, value };
    this.expected.push(one);
    return one;
  }

  async #write(
    request: string | undefined,
    path: string,
    method: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<Answer | undefined> {
    const headers = request === undefined ? more : { ...more, "idempotency-key": request };
    const lost = this.#sent++ % ONE_LOST_IN === 0 ? 1 + (this.#sent % 29) : undefined;
    const asked: Request = { method, headers, lostAfter: lost, ...(body ? { body } : {}) };
    const answer = await this.#asking.ask(path, asked);
    if (answer.status < 300) {
      this.acknowledged += 1;
      this.replayed += answer.replayed ? 1 : 0;
      return answer;
    }
    this.surprises.push(`${method} ${path} ${request ?? ""}: ${answer.status} ${answer.text.slice(0, 400)}`);
    return undefined;
  }
}
