/** Every function of formulas: what it takes and gives. Guide, completion, checks and both interpreters go by this list. */
import type { Kind } from "./kind.ts";

/** What stands in one place: some kinds, `any`, the same as its neighbours of that word, or a whole number that is written out. */
export type Param = readonly Kind[] | "any" | "same" | { min: number; max: number };

export interface FormulaFunction {
  name: string;
  group: "conditions" | "numbers" | "texts" | "dates" | "money";
  params: readonly Param[];
  /** The last so many may be left out. */
  optional?: number;
  /** The last may stand as often as wanted. */
  more?: true;
  /** `same`: the kind of those that must be the same; `first`: that of the first. */
  gives: Kind | "same" | "first";
  /** For which kinds `same` stands; all where nothing is said. */
  of?: readonly Kind[];
  /** Its value changes as time goes by, or with the settings of the workspace. */
  moving?: true;
}

const NUMBER: Param = ["number"];
const TEXT: Param = ["text"];
const TRUTH: Param = ["boolean"];
const MONEY: Param = ["money"];
const AMOUNT: Param = ["number", "money"];
const DAY: Param = ["date"];
const INSTANT: Param = ["datetime"];
const ORDERED: readonly Kind[] = ["number", "money", "date", "datetime"];

const LIST: readonly FormulaFunction[] = [
  { name: "if", group: "conditions", params: [TRUTH, "same", "same"], optional: 1, gives: "same" },
  { name: "ifBlank", group: "conditions", params: ["same", "same"], more: true, gives: "same" },
  { name: "isBlank", group: "conditions", params: ["any"], gives: "boolean" },
  { name: "abs", group: "numbers", params: [AMOUNT], gives: "first" },
  { name: "round", group: "numbers", params: [AMOUNT, { min: 0, max: 12 }], optional: 1, gives: "first" },
  { name: "floor", group: "numbers", params: [NUMBER], gives: "number" },
  { name: "ceiling", group: "numbers", params: [NUMBER], gives: "number" },
  { name: "mod", group: "numbers", params: [NUMBER, NUMBER], gives: "number" },
  { name: "min", group: "numbers", params: ["same", "same"], more: true, gives: "same", of: ORDERED },
  { name: "max", group: "numbers", params: ["same", "same"], more: true, gives: "same", of: ORDERED },
  { name: "concat", group: "texts", params: ["any"], more: true, gives: "text" },
  { name: "text", group: "texts", params: ["any"], gives: "text" },
  { name: "length", group: "texts", params: [TEXT], gives: "number" },
  { name: "upper", group: "texts", params: [TEXT], gives: "text" },
  { name: "lower", group: "texts", params: [TEXT], gives: "text" },
  { name: "trim", group: "texts", params: [TEXT], gives: "text" },
  { name: "left", group: "texts", params: [TEXT, { min: 1, max: 1000 }], gives: "text" },
  { name: "right", group: "texts", params: [TEXT, { min: 1, max: 1000 }], gives: "text" },
  { name: "contains", group: "texts", params: [TEXT, TEXT], gives: "boolean" },
  { name: "startsWith", group: "texts", params: [TEXT, TEXT], gives: "boolean" },
  { name: "endsWith", group: "texts", params: [TEXT, TEXT], gives: "boolean" },
  { name: "today", group: "dates", params: [], gives: "date", moving: true },
  { name: "now", group: "dates", params: [], gives: "datetime", moving: true },
  { name: "date", group: "dates", params: [INSTANT], gives: "date", moving: true },
  { name: "year", group: "dates", params: [DAY], gives: "number" },
  { name: "month", group: "dates", params: [DAY], gives: "number" },
  { name: "day", group: "dates", params: [DAY], gives: "number" },
  { name: "weekday", group: "dates", params: [DAY], gives: "number" },
  { name: "addDays", group: "dates", params: [DAY, NUMBER], gives: "date" },
  { name: "addMonths", group: "dates", params: [DAY, NUMBER], gives: "date" },
  { name: "daysBetween", group: "dates", params: [DAY, DAY], gives: "number" },
  { name: "hoursBetween", group: "dates", params: [INSTANT, INSTANT], gives: "number" },
  { name: "amount", group: "money", params: [MONEY], gives: "number" },
  { name: "currency", group: "money", params: [MONEY], gives: "text", moving: true },
  { name: "money", group: "money", params: [NUMBER], gives: "money", moving: true },
];

/** What has a sign instead of a name. `join` takes anything as text. */
const SIGNS: readonly FormulaFunction[] = [
  { name: "neg", group: "numbers", params: [AMOUNT], gives: "first" },
  { name: "not", group: "conditions", params: [TRUTH], gives: "boolean" },
  { name: "and", group: "conditions", params: [TRUTH, TRUTH], gives: "boolean" },
  { name: "or", group: "conditions", params: [TRUTH, TRUTH], gives: "boolean" },
  ...(["eq", "ne", "lt", "lte", "gt", "gte"] as const).map((name): FormulaFunction => ({
    name,
    group: "conditions",
    params: ["same", "same"],
    gives: "boolean",
  })),
];

export const FUNCTIONS: readonly FormulaFunction[] = LIST;

const known = new Map([...LIST, ...SIGNS].map((each) => [each.name.toLowerCase(), each]));
/** `add` and its like are calls too, which nobody can write by name. */
const UNWRITTEN = new Set(SIGNS.map(({ name }) => name));

/** By name, whatever its case; `written`: as a person wrote it, not as a sign. */
export function functionOf(name: string, written: boolean): FormulaFunction | undefined {
  const found = known.get(name);
  return written && found && UNWRITTEN.has(found.name) ? undefined : found;
}
