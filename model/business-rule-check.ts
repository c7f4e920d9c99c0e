/** Whether a rule can hold: its fields are there, its conditions can be read, its parts fit its kind. Every fault names its place. */
import { z } from "zod";
import {
  isPath,
  OF_ONE_FIELD,
  RULE_KINDS,
  type BusinessRule,
  type RuleKind,
  type RuleSettings,
} from "./business-rule.ts";
import type { Catalogue, CatalogueField, CatalogueObject } from "./catalogue.ts";
import { InvalidInput, type Issue } from "./errors.ts";
import { filterSchema, isCondition, isRelated, withinBounds, type Filter } from "./filter.ts";
import type { Judging } from "./matches.ts";
import { readOperand, withMe } from "./operand.ts";
import { optionValues } from "./option-values.ts";
import { RECORD_TYPE } from "./record-type.ts";

/** As far as conditions reach over relations to one. */
const MAX_HOPS = 3;

const names = z.array(z.string().max(100)).max(50);
const byValue = z.record(z.string().max(100), names);

/** What a rule of each kind says beside its fields and condition. */
const ruleSettings: Record<RuleKind, z.ZodType<RuleSettings>> = {
  required: z.strictObject({}),
  valid: z.strictObject({ must: filterSchema }),
  visible: z.strictObject({}),
  readOnly: z.strictObject({}),
  default: z.strictObject({ value: z.json() }),
  unique: z.strictObject({}),
  moves: z.strictObject({ moves: byValue.optional(), begins: names.optional(), needs: byValue.optional() }),
  choices: z.strictObject({ offers: z.array(z.string().max(100)).max(1000) }),
};

interface Checking extends Pick<Judging, "catalogue" | "settings" | "now"> {
  /** Is the field at the end of the path there for who writes the rule? All are where not said. */
  sees?: (object: CatalogueObject, path: string) => boolean;
}

/** Are its records' rules the company's to give? Lines go with their record, and what the machine keeps obeys the machine. */
export const takesRules = ({ definition }: Pick<CatalogueObject, "definition">): boolean =>
  !definition.childOf && !definition.governedBy && definition.internal !== true && definition.written !== "own";

/** @returns issues with paths as the rule is written: `fields.0`, `when.and.1`, `settings.must`; none where it can hold. */
export function ruleIssues(checking: Checking, objectName: string, rule: BusinessRule): Issue[] {
  const object = checking.catalogue.objects.get(objectName);
  if (!object || !takesRules(object))
    return [
      { path: "object", message: `there is no object "${objectName}" that takes rules`, code: "server.noObject" },
    ];
  if (!RULE_KINDS.includes(rule.kind)) return [{ path: "kind", message: `is one of ${RULE_KINDS.join(", ")}` }];
  return [
    ...fieldIssues(checking, object, rule),
    ...settingsIssues(checking, object, rule),
    ...conditionIssues(checking, object, rule.when, "when", rule.kind === "unique" ? 0 : MAX_HOPS),
    ...(rule.kind === "unique" && asksWho(rule.when)
      ? [{ path: "when", message: "the only one is so whoever asks", code: "rules.me" }]
      : []),
  ];
}

const asksWho = (filter: Filter | undefined): boolean => (JSON.stringify(filter) ?? "").includes('{"me":true}');

const isPlain = (field: CatalogueField | undefined): field is CatalogueField =>
  field !== undefined && field.type.storage !== "children" && field.definition.secret !== true;

/** A field that the door knows of every record that it writes. */
const isKnown = (field: CatalogueField | undefined): field is CatalogueField =>
  isPlain(field) && field.source !== "statistics" && field.source !== "computed";

/** A field that people fill. */
const isFilled = (field: CatalogueField): boolean =>
  isKnown(field) && field.source !== "system" && field.definition.readOnly !== true;

/** The object's own field of that name, where it is there for who writes. */
const ownField = ({ sees }: Checking, object: CatalogueObject, name: string): CatalogueField | undefined =>
  sees?.(object, name) === false ? undefined : object.fields.get(name);

function fieldIssues(checking: Checking, object: CatalogueObject, { kind, fields }: BusinessRule): Issue[] {
  if (!Array.isArray(fields) || !fields.every((name) => typeof name === "string"))
    return [{ path: "fields", message: "is a list of names of fields", code: "rules.fields" }];
  if (fields.length === 0 && kind !== "valid")
    return [{ path: "fields", message: "names at least one field", code: "rules.noField" }];
  if (fields.length > 1 && OF_ONE_FIELD.has(kind))
    return [{ path: "fields", message: "names one field", code: "rules.oneField" }];
  return fields.flatMap((name, place) => {
    const issue = (message: string, code: string): Issue[] => [{ path: `fields.${place}`, message, code }];
    const field = ownField(checking, object, name);
    if (!isPlain(field)) return issue(`${object.name} has no field "${name}" that a rule can speak of`, "rules.field");
    if (kind === "visible" || kind === "valid") return [];
    if (!isFilled(field)) return issue(`"${name}" is not written by hand`, "rules.notWritten");
    if (kind === "moves" && !("options" in field.definition && field.type.storage === "columns" && field.type.sortable))
      return issue(`"${name}" is no choice of one value`, "rules.choice");
    if (kind === "choices" && !(name !== RECORD_TYPE && "options" in field.definition))
      return issue(`"${name}" has no options to narrow`, "rules.options");
    if (kind === "unique" && (field.type.storage !== "columns" || !(field.target || field.type.sortable)))
      return issue(`records cannot be told apart by "${name}"`, "rules.notUnique");
    return [];
  });
}

function settingsIssues(checking: Checking, object: CatalogueObject, rule: BusinessRule): Issue[] {
  const parsed = ruleSettings[rule.kind].safeParse(rule.settings);
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({
      path: ["settings", ...issue.path].join("."),
      message: issue.message,
    }));
  const field = ownField(checking, object, rule.fields[0] ?? "");
  if (rule.kind === "valid") return conditionIssues(checking, object, rule.settings.must, "settings.must", MAX_HOPS);
  if (rule.kind === "default" && field) return givenIssues(checking, object, field, rule);
  if (rule.kind === "moves" && field) return moveIssues(checking, object, field, rule);
  if (rule.kind === "choices" && field) return offerIssues(field, rule);
  return [];
}

function givenIssues(checking: Checking, object: CatalogueObject, field: CatalogueField, rule: BusinessRule): Issue[] {
  const { value } = rule.settings;
  const issue = (message: string, code: string): Issue[] => [{ path: "settings.value", message, code }];
  if (value === null || value === undefined) return issue("says what is given", "rules.noValue");
  if (typeof value === "object" && "me" in value)
    return field.target === "user" ? [] : issue(`"${field.name}" holds no person`, "rules.notPerson");
  if (typeof value === "object" && "now" in value)
    return field.type.operators.next ? [] : issue(`"${field.name}" holds no time`, "rules.notTime");
  if (isPath(value)) {
    const end = seenEnd(checking, object, value.from, MAX_HOPS);
    if (!end || !value.from.includes(".")) return issue(`"${value.from}" leads to no field`, "rules.path");
    const alike = end.type.name === field.type.name && end.target === field.target;
    return alike ? [] : issue(`"${value.from}" holds another kind of value than "${field.name}"`, "rules.otherKind");
  }
  if (field.target) return typeof value === "string" ? [] : issue("is the id of a record", "issue.id");
  const parsed = field.type.parse(value, field.definition, checking.settings);
  return "issue" in parsed ? [{ ...parsed.issue, path: "settings.value" }] : [];
}

/** Which option is none of the field's: `rules.value` at its path. */
function valueIssues(field: CatalogueField): (name: string, path: string) => Issue[] {
  const options = new Set(optionValues(field.definition));
  return (name, path) =>
    options.has(name) ? [] : [{ path, message: `"${name}" is no value of ${field.name}`, code: "rules.value" }];
}

function offerIssues(field: CatalogueField, { settings: { offers = [] } }: BusinessRule): Issue[] {
  const path = "settings.offers";
  if (offers.length === 0) return [{ path, message: "names at least one option", code: "rules.noOffers" }];
  const value = valueIssues(field);
  return offers.flatMap((name) => value(name, path));
}

function moveIssues(
  checking: Checking,
  object: CatalogueObject,
  field: CatalogueField,
  { settings }: BusinessRule,
): Issue[] {
  const value = valueIssues(field);
  const { moves = {}, begins = [], needs = {} } = settings;
  return [
    ...Object.entries(moves).flatMap(([from, open]) =>
      [from, ...open].flatMap((name) => value(name, `settings.moves.${from}`)),
    ),
    ...begins.flatMap((name) => value(name, "settings.begins")),
    ...Object.entries(needs).flatMap(([stage, named]) => [
      ...value(stage, `settings.needs.${stage}`),
      ...named
        .filter((name) => {
          const needed = ownField(checking, object, name);
          return !needed || !isFilled(needed);
        })
        .map((name) => ({
          path: `settings.needs.${stage}`,
          message: `"${name}" is no field that people fill`,
          code: "rules.field",
        })),
    ]),
  ];
}

const seenEnd = (checking: Checking, object: CatalogueObject, path: string, hops: number): CatalogueField | undefined =>
  checking.sees?.(object, path) === false ? undefined : endOf(checking.catalogue, object, path, hops);

/** The field at the end of a path over relations to one; undefined where the path breaks. */
function endOf(catalogue: Catalogue, object: CatalogueObject, path: string, hops: number): CatalogueField | undefined {
  const [name, ...rest] = path.split(".");
  const field = object.fields.get(name!);
  if (!isKnown(field)) return undefined;
  if (rest.length === 0) return field;
  if (!field.target || field.type.storage !== "columns" || hops === 0) return undefined;
  return endOf(catalogue, catalogue.object(field.target), rest.join("."), hops - 1);
}

function conditionIssues(
  checking: Checking,
  object: CatalogueObject,
  filter: Filter | undefined,
  path: string,
  hops: number,
): Issue[] {
  if (filter === undefined) return [];
  const parsed = filterSchema.safeParse(filter);
  if (!parsed.success) return [{ path, message: "is no filter", code: "rules.filter" }];
  if (!withinBounds(filter))
    return [{ path, message: "is too deep or too wide: 8 levels and 100 conditions at most", code: "rules.filter" }];
  return partIssues(checking, object, filter, path, hops);
}

function partIssues(checking: Checking, object: CatalogueObject, filter: Filter, path: string, hops: number): Issue[] {
  if (isRelated(filter)) return [{ path, message: "speaks of many records; a rule looks at one", code: "rules.many" }];
  if ("not" in filter) return partIssues(checking, object, filter.not, `${path}.not`, hops);
  if (!isCondition(filter)) {
    const [word, parts] = "and" in filter ? (["and", filter.and] as const) : (["or", filter.or] as const);
    return parts.flatMap((part, place) => partIssues(checking, object, part, `${path}.${word}.${place}`, hops));
  }
  const end = seenEnd(checking, object, filter.field, hops);
  if (!end)
    return [{ path, message: `a rule of ${object.name} cannot look at "${filter.field}"`, code: "rules.field" }];
  try {
    readOperand(end, filter.op, withMe(filter.value ?? null, null), checking.settings, checking.now, path);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues;
    throw error;
  }
}
