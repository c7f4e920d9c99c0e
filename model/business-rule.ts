/** A rule that a company gives its records: data that survives JSON and means the same in the door and on the screen. */
import { isCondition, isRelated } from "./filter-kind.ts";
import type { Filter } from "./filter.ts";
import { isObject, type Json } from "./json.ts";

export const RULE_KINDS = [
  "required",
  "valid",
  "visible",
  "readOnly",
  "default",
  "unique",
  "moves",
  "choices",
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** Those that speak of one field. */
export const OF_ONE_FIELD: ReadonlySet<RuleKind> = new Set(["default", "moves", "choices"]);

/** `{ from: "company.owner" }`: a field of the record that a relation points at. */
export type Given = Json | { me: true } | { now: true } | { from: string };

export interface RuleSettings {
  /** valid: what must hold. */
  must?: Filter | undefined;
  /** default: what a new record is given where nothing was said. */
  value?: Given | undefined;
  /** moves: for each value of the choice those that it may become; one that is not named may become any. */
  moves?: Record<string, string[]> | undefined;
  /** moves: values that a record may begin with; any where not said. */
  begins?: string[] | undefined;
  /** moves: for each value the fields that must be filled in it. */
  needs?: Record<string, string[]> | undefined;
  /** choices: the options that can be taken. */
  offers?: string[] | undefined;
}

export interface BusinessRule {
  id: string;
  kind: RuleKind;
  /** What it speaks of: required, hidden, locked, given, unique together, or the choice whose moves or options it rules. */
  fields: string[];
  /** Only for records that pass; all where not said. */
  when?: Filter;
  settings: RuleSettings;
  /** Words of an administrator by language for who is refused. */
  message?: Record<string, string>;
  /** It follows from a type of records, and is changed with it. */
  ofType?: true;
}

export const isPath = (value: Given | undefined): value is { from: string } =>
  isObject(value) && typeof (value as Record<string, unknown>)["from"] === "string";

/** All that conditions of a filter speak of, as paths: `stage`, `company.country`. */
export function pathsOf(filter: Filter | undefined): string[] {
  if (!filter) return [];
  if (isCondition(filter)) return [filter.field];
  if (isRelated(filter)) return [filter.has];
  if ("not" in filter) return pathsOf(filter.not);
  return ("and" in filter ? filter.and : filter.or).flatMap(pathsOf);
}

/** All paths that the rule reads, of the record and of those it points at. */
export const readsOf = ({ when, settings }: BusinessRule): string[] => [
  ...pathsOf(when),
  ...pathsOf(settings.must),
  ...(isPath(settings.value) ? [settings.value.from] : []),
];

/** The fields of the record itself whose change lets the rule speak. */
export const concerns = (rule: BusinessRule): ReadonlySet<string> =>
  new Set([
    ...rule.fields,
    ...Object.values(rule.settings.needs ?? {}).flat(),
    ...readsOf(rule).map((path) => path.split(".")[0]!),
  ]);
