/** Reckons a formula in memory: the same answer as the SQL that engine/query makes of it. */
import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import { dayIn } from "../time-zone.ts";
import type { Typed } from "./check.ts";
import {
  compared,
  decimal,
  decimalText,
  negated,
  ofInteger,
  plus,
  quotient,
  remainder,
  rounded,
  times,
  truncated,
  wholeTowards,
  type Decimal,
} from "./decimal.ts";
import type { Kind } from "./kind.ts";
import { carriedBy } from "./money.ts";

export interface Evaluating<F> {
  /** The field's value as the API gives it. */
  value: (field: F) => Json;
  now: Date;
  timeZone: string;
  baseCurrency: string;
}

type Value = Decimal | string | boolean | null;
/** Which of the amounts of money: in its own currency, or the company's. */
type Mode = "amount" | "base";

/** Numbers from here on are no values of a field. */
const TOO_LARGE = decimal(`1${"0".repeat(30)}`);
/** Days and months that can be added; the first and the last day there is. */
export const MOST_DAYS = 3_652_060;
export const MOST_MONTHS = 48_001;
const DAY = 86_400_000;

/** @param decimals of the result */
export function evaluate<F extends { key: string }>(tree: Typed<F>, env: Evaluating<F>, decimals: number): Json {
  const reckoner = new Reckoner(env);
  if (tree.kind === "money") {
    const carried = carriedBy(tree);
    const amount = shown(reckoner.of(tree, carried ? "amount" : "base"), decimals);
    const base = shown(reckoner.of(tree, "base"), decimals);
    if (amount === null) return null;
    return { amount, currency: reckoner.currency(carried), ...(base === null ? {} : { base }) };
  }
  const value = reckoner.of(tree, "base");
  return tree.kind === "number" ? shown(value, decimals) : (value as string | boolean | null);
}

function shown(value: Value, decimals: number): string | null {
  if (value === null) return null;
  const number = value as Decimal;
  const size = number.digits < 0n ? negated(number) : number;
  return compared(size, TOO_LARGE) >= 0 ? null : decimalText(rounded(number, decimals));
}

class Reckoner<F extends { key: string }> {
  readonly #env: Evaluating<F>;
  constructor(env: Evaluating<F>) {
    this.#env = env;
  }

  of(tree: Typed<F>, mode: Mode): Value {
    if (tree.is === "value")
      return typeof tree.value === "string" && isNumber(tree.kind) ? decimal(tree.value) : tree.value;
    if (tree.is === "field") return read(this.#env.value(tree.field), tree.kind, mode);
    return this.#call(tree, mode);
  }

  currency(carried: F | undefined): string | null {
    if (!carried) return this.#env.baseCurrency;
    const value = this.#env.value(carried);
    return isObject(value) && typeof value["currency"] === "string" ? value["currency"] : null;
  }

  #call(tree: Typed<F> & { is: "call" }, mode: Mode): Value {
    const { name, parts } = tree;
    const part = (at: number, as = mode): Value => (parts[at] ? this.of(parts[at], as) : null);
    switch (name) {
      case "if":
        return part(0, "base") === true ? part(1) : part(2);
      case "ifBlank":
        for (let at = 0; at < parts.length; at += 1) {
          const value = part(at);
          if (value !== null) return value;
        }
        return null;
      case "isBlank":
        return part(0, "base") === null;
      case "and":
        return both(part(0, "base"), part(1, "base"), false);
      case "or":
        return both(part(0, "base"), part(1, "base"), true);
      case "concat": {
        const said = parts.map((_, at) => (part(at, "base") ?? "") as string).join("");
        return said === "" ? null : said;
      }
      case "min":
      case "max": {
        const values = parts.map((_, at) => part(at)).filter((value) => value !== null);
        const best = values.reduce<Value>(
          (a, b) => (a === null || (order(b, a) < 0 === (name === "min") && order(b, a) !== 0) ? b : a),
          null,
        );
        return best;
      }
      case "amount":
        return part(0, carriedBy(parts[0]!) ? "amount" : "base");
      case "currency":
        return part(0, "base") === null ? null : this.currency(carriedBy(parts[0]!));
      case "text":
        return this.#text(parts[0]!);
      case "today":
        return dayIn(this.#env.timeZone, this.#env.now);
      case "now":
        return this.#env.now.toISOString();
    }
    const values = parts.map((_, at) => part(at, tree.kind === "money" ? mode : "base"));
    return values.includes(null) ? null : this.#strict(name, values as (Decimal & string)[]);
  }

  #text(part: Typed<F>): Value {
    if (part.kind === "money") {
      const carried = carriedBy(part);
      const amount = this.of(part, carried ? "amount" : "base");
      return amount === null ? null : `${decimalText(amount as Decimal)} ${this.currency(carried)}`;
    }
    const value = this.of(part, "base");
    if (value === null || typeof value === "string") return value;
    return typeof value === "boolean" ? String(value) : decimalText(value);
  }

  /** Functions of values that are all there. */
  #strict(name: string, [a, b]: (Decimal & string)[]): Value {
    switch (name) {
      case "neg":
        return negated(a!);
      case "not":
        return !(a as unknown as boolean);
      case "add":
        return plus(a!, b!);
      case "sub":
        return plus(a!, negated(b!));
      case "mul":
        return times(a!, b!);
      case "div":
        return b!.digits === 0n ? null : quotient(a!, b!);
      case "mod":
        return b!.digits === 0n ? null : remainder(a!, b!);
      case "eq":
        return order(a!, b!) === 0;
      case "ne":
        return order(a!, b!) !== 0;
      case "lt":
        return order(a!, b!) < 0;
      case "lte":
        return order(a!, b!) <= 0;
      case "gt":
        return order(a!, b!) > 0;
      case "gte":
        return order(a!, b!) >= 0;
      case "money":
        return a!;
      case "abs":
        return a!.digits < 0n ? negated(a!) : a!;
      case "round":
        return rounded(a!, b ? Number(b.digits) : 0);
      case "floor":
        return wholeTowards(a!, false);
      case "ceiling":
        return wholeTowards(a!, true);
      default: {
        const text = textual(name, a!, b!);
        return text === undefined ? this.#dated(name, a!, b!) : text;
      }
    }
  }

  #dated(name: string, a: Decimal & string, b: Decimal & string): Value {
    switch (name) {
      case "date":
        return dayIn(this.#env.timeZone, new Date(a));
      case "year":
        return ofInteger(Number(a.slice(0, 4)));
      case "month":
        return ofInteger(Number(a.slice(5, 7)));
      case "day":
        return ofInteger(Number(a.slice(8)));
      case "weekday":
        return ofInteger(((((dayNumber(a) + 3) % 7) + 7) % 7) + 1);
      case "addDays":
        return within(truncated(b), MOST_DAYS, (days) => dayText((dayNumber(a) + days) * DAY));
      case "addMonths":
        return within(truncated(b), MOST_MONTHS, (months) => addMonths(a, months));
      case "daysBetween":
        return ofInteger(dayNumber(b) - dayNumber(a));
      case "hoursBetween":
        return quotient({ digits: BigInt(Date.parse(b) - Date.parse(a)) * 1000n, scale: 6 }, ofInteger(3600));
    }
    throw new Error(`no function "${name}"`);
  }
}

const isNumber = (kind: Kind): boolean => kind === "number" || kind === "money";

function read(value: Json, kind: Kind, mode: Mode): Value {
  if (value === null || value === undefined) return null;
  if (kind === "money") {
    const amount = isObject(value) ? value[mode] : null;
    return typeof amount === "string" ? decimal(amount) : null;
  }
  if (kind === "number") return typeof value === "string" || typeof value === "number" ? decimal(String(value)) : null;
  if (kind === "boolean") return typeof value === "boolean" ? value : null;
  return typeof value === "string" && value !== "" ? value : null;
}

/** Truth values with a third for unknown, as SQL reckons them. @param decides the value that settles it alone */
function both(a: Value, b: Value, decides: boolean): Value {
  if (a === decides || b === decides) return decides;
  return a === null || b === null ? null : !decides;
}

function order(a: Value, b: Value): number {
  if (typeof a === "object" && a !== null) return compared(a, b as Decimal);
  if (typeof a === "boolean") return Number(a) - Number(b);
  return byCodePoint(a!, b as string);
}

/** UTF-8 and so PostgreSQL's "C" order code points; JavaScript's own comparison does not beyond the first plane. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [[...a], [...b]];
  const at = x.findIndex((sign, place) => sign !== y[place]);
  if (at < 0) return -1;
  return y[at] === undefined ? 1 : x[at]!.codePointAt(0)! - y[at].codePointAt(0)!;
}

const orBlank = (text: string): string | null => (text === "" ? null : text);

/** Undefined where it is none of texts. */
function textual(name: string, a: string, b: string): Value | undefined {
  switch (name) {
    case "join":
      return a + b;
    case "length":
      return ofInteger([...a].length);
    case "upper":
      return a.toUpperCase();
    case "lower":
      return a.toLowerCase();
    case "trim":
      return orBlank(a.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ""));
    case "left":
      return [...a].slice(0, Number((b as unknown as Decimal).digits)).join("");
    case "right":
      return [...a].slice(-Number((b as unknown as Decimal).digits)).join("");
    case "contains":
      return a.includes(b);
    case "startsWith":
      return a.startsWith(b);
    case "endsWith":
      return a.endsWith(b);
  }
  return undefined;
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;
const FIRST = Date.parse("0001-01-01T00:00:00Z");
const LAST = Date.parse("9999-12-31T00:00:00Z");

const dayText = (at: number): string | null =>
  at < FIRST || at > LAST ? null : new Date(at).toISOString().slice(0, 10);

/** What can be added is less than `most`, either way. */
function within(count: bigint, most: number, add: (count: number) => string | null): string | null {
  return count >= BigInt(most) || count <= -BigInt(most) ? null : add(Number(count));
}

/** The last day of the month where the day does not exist. */
function addMonths(day: string, months: number): string | null {
  const date = new Date(`${day}T00:00:00Z`);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const month = date.getUTCMonth();
  date.setUTCDate(wanted);
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return dayText(date.getTime());
}
