/** What the rules of a company say of one record: the same answer in the door and, while one types, on the screen. */
import type { BusinessRule } from "./business-rule.ts";
import { concerns } from "./business-rule.ts";
import type { CatalogueObject } from "./catalogue.ts";
import { columnText, type Json } from "./json.ts";
import { matches, type Judged, type Judging } from "./matches.ts";
import { RECORD_TYPE } from "./record-type.ts";

/** A record as it stood and as it shall stand; records that conditions hop to stand in the place of their relations. */
export interface Proposal {
  /** Null for a new record. */
  before: Judged | null;
  after: Judged;
  changed(field: string): boolean;
  /** Was the field said by who acts, and not worked out by a rule? */
  asked(field: string): boolean;
}

/** Something that a rule refuses. `code` names the words for it where the administrator wrote none. */
export interface Fault {
  rule: BusinessRule;
  field: string;
  code:
    | "issue.required"
    | "issue.ruleValid"
    | "issue.ruleLocked"
    | "issue.ruleMove"
    | "issue.ruleBegin"
    | "issue.ruleTaken"
    | "issue.ruleChoice"
    | "issue.recordType";
  params?: Record<string, string>;
}

export const isUnfilled = (value: Json | undefined): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

export const applies = (judging: Judging, object: CatalogueObject, rule: BusinessRule, record: Judged): boolean =>
  rule.when === undefined || matches(judging, object, rule.when, record);

/** `standing`: what must be so of the record; `moving`: which way it may change. Going back over the way one came is no move. */
export type Checked = "standing" | "moving";

/** What is wrong with the proposal, in the order of the rules. A record that is left alone where a rule looks is left alone by it. */
export function faultsOf(
  judging: Judging,
  object: CatalogueObject,
  rules: readonly BusinessRule[],
  proposal: Proposal,
  checked: readonly Checked[] = ["standing", "moving"],
): Fault[] {
  return rules.flatMap((rule) => {
    const { before, changed } = proposal;
    if (before && ![...concerns(rule)].some(changed)) return [];
    return [
      ...(checked.includes("standing") ? standing(judging, object, rule, proposal) : []),
      ...(checked.includes("moving") ? moving(judging, object, rule, proposal) : []),
    ];
  });
}

function standing(judging: Judging, object: CatalogueObject, rule: BusinessRule, proposal: Proposal): Fault[] {
  const { after } = proposal;
  if (rule.kind === "choices") return notOffered(judging, object, rule, proposal);
  const needed = neededBy(rule, after).filter((field) => isUnfilled(after[field]));
  if (needed.length === 0 && rule.kind !== "valid") return [];
  if (!applies(judging, object, rule, after)) return [];
  if (rule.kind === "valid")
    return matches(judging, object, rule.settings.must!, after)
      ? []
      : [{ rule, field: rule.fields[0] ?? [...concerns(rule)][0]!, code: "issue.ruleValid" }];
  return needed.map((field) => ({ rule, field, code: "issue.required" }));
}

/** What stood before stays, also where the record has become of another type since; what is taken anew must be offered. */
function notOffered(
  judging: Judging,
  object: CatalogueObject,
  rule: BusinessRule,
  { before, after }: Proposal,
): Fault[] {
  const field = rule.fields[0]!;
  const stood = new Set(optionsIn(before?.[field]));
  const offers = new Set(rule.settings.offers);
  const wrong = optionsIn(after[field]).filter((option) => !stood.has(option) && !offers.has(option));
  if (wrong.length === 0 || !applies(judging, object, rule, after)) return [];
  const options = [...offers].slice(0, MOST_NAMED).join(", ") + (offers.size > MOST_NAMED ? ", …" : "");
  const code = field === RECORD_TYPE ? "issue.recordType" : "issue.ruleChoice";
  return [{ rule, field, code, params: { value: wrong.join(", "), options: options || "–" } }];
}

const MOST_NAMED = 20;

const optionsIn = (value: Json | undefined): string[] =>
  isUnfilled(value) ? [] : Array.isArray(value) ? value.map((each) => columnText(each)) : [columnText(value!)];

/** The fields that the rule wants filled, were it to apply. */
function neededBy(rule: BusinessRule, record: Judged): readonly string[] {
  if (rule.kind === "required") return rule.fields;
  if (rule.kind !== "moves") return [];
  const value = record[rule.fields[0]!];
  return (typeof value === "string" && rule.settings.needs?.[value]) || [];
}

function moving(judging: Judging, object: CatalogueObject, rule: BusinessRule, proposal: Proposal): Fault[] {
  const { before, after, changed, asked } = proposal;
  if (rule.kind === "readOnly") {
    const touched = rule.fields.filter(
      (field) => asked(field) && (before ? changed(field) : !isUnfilled(after[field])),
    );
    if (touched.length === 0 || !applies(judging, object, rule, before ?? after)) return [];
    return touched.map((field) => ({ rule, field, code: "issue.ruleLocked" }));
  }
  if (rule.kind !== "moves") return [];
  const field = rule.fields[0]!;
  const [from, to] = [before?.[field] ?? null, after[field] ?? null];
  if ((before && !changed(field)) || (from === null && to === null)) return [];
  if (reaches(rule, from, to) || !applies(judging, object, rule, before ?? after)) return [];
  return from === null
    ? [{ rule, field, code: "issue.ruleBegin", params: { to: columnText(to) } }]
    : [{ rule, field, code: "issue.ruleMove", params: { from: columnText(from), to: columnText(to ?? "–") } }];
}

function reaches({ settings }: BusinessRule, from: Json, to: Json): boolean {
  const open = from === null ? settings.begins : settings.moves?.[columnText(from)];
  return open === undefined || from === to || (typeof to === "string" && open.includes(to));
}

/** The values that a choice may take now, or undefined where any; what stands stays possible. */
export function openTo(
  judging: Judging,
  object: CatalogueObject,
  rules: readonly BusinessRule[],
  field: string,
  before: Judged | null,
  after: Judged,
): ((value: string) => boolean) | undefined {
  const from = before?.[field] ?? null;
  const concerned = rules.filter(
    (rule) =>
      rule.fields[0] === field &&
      // Which way a record may move is judged by how it stood; what it offers by what it becomes.
      ((rule.kind === "moves" && applies(judging, object, rule, before ?? after)) ||
        (rule.kind === "choices" && applies(judging, object, rule, after))),
  );
  if (concerned.length === 0) return undefined;
  return (value) =>
    concerned.every((rule) =>
      rule.kind === "moves" ? reaches(rule, from, value) : (rule.settings.offers?.includes(value) ?? true),
    );
}

/** How a form stands: which fields are needed, which are locked and which have nothing to say now. */
export function standOf(
  judging: Judging,
  object: CatalogueObject,
  rules: readonly BusinessRule[],
  before: Judged | null,
  after: Judged,
): { needed: Set<string>; locked: Set<string>; hidden: Set<string> } {
  const needed = new Set<string>();
  const locked = new Set<string>();
  const hidden = new Set<string>();
  for (const rule of rules) {
    if (rule.kind === "required" || rule.kind === "moves") {
      if (applies(judging, object, rule, after)) for (const field of neededBy(rule, after)) needed.add(field);
    } else if (rule.kind === "readOnly") {
      if (applies(judging, object, rule, before ?? after)) for (const field of rule.fields) locked.add(field);
    } else if (rule.kind === "visible" && !applies(judging, object, rule, after))
      for (const field of rule.fields) hidden.add(field);
  }
  for (const field of needed) hidden.delete(field);
  return { needed, locked, hidden };
}
