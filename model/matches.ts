/** The filter language on one record in memory: the same answer as SQL gives, for rules, journeys and the browser. */
import type { Catalogue, CatalogueField, CatalogueObject } from "./catalogue.ts";
import { InvalidInput } from "./errors.ts";
import type { ParseSettings } from "./field.ts";
import { isCondition, isRelated, type Condition, type Filter, type Related } from "./filter.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { readOperand, withMe } from "./operand.ts";
import type { Operator } from "./operator.ts";

/**
 * A record to be judged. A relation is an id, `{ id, title }`, or the related record itself where the filter hops over it;
 * related records that the filter counts stand as lists under the relation's name.
 */
export type Judged = JsonObject;

export interface Judging {
  catalogue: Catalogue;
  settings: ParseSettings;
  now: Date;
  /** Who asks, for `{ me: true }`. */
  userId?: string | null;
}

const NEGATIONS: Partial<Record<Operator, Operator>> = {
  ne: "eq",
  notIn: "in",
  notContains: "contains",
  empty: "notEmpty",
  hasNone: "hasAny",
};
const COMPARE: Record<NonNullable<Related["count"]>["op"], (a: number, b: number) => boolean> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
};

/** Does the record pass? @throws InvalidInput where the filter does not fit the object. */
export function matches(judging: Judging, object: CatalogueObject, filter: Filter, record: Judged): boolean {
  if (isCondition(filter)) return condition(judging, object, filter, record);
  if (isRelated(filter)) return related(judging, object, filter, record);
  if ("not" in filter) return !matches(judging, object, filter.not, record);
  if ("and" in filter) return filter.and.every((part) => matches(judging, object, part, record));
  return filter.or.some((part) => matches(judging, object, part, record));
}

function condition(judging: Judging, object: CatalogueObject, asked: Condition, record: Judged): boolean {
  const [name, ...rest] = asked.field.split(".");
  if (name === "id" && rest.length === 0) return byId(asked, record);
  const field = judging.catalogue.field(object, name!, "filter.field");
  if (rest.length > 0) return hop(judging, field, { ...asked, field: rest.join(".") }, record);
  const operand = readOperand(
    field,
    asked.op,
    withMe(asked.value ?? null, judging.userId ?? null),
    judging.settings,
    judging.now,
    "filter",
  );
  const value = record[field.name] ?? null;
  return field.type.test(asked.op, value, operand, field.definition);
}

function byId(asked: Condition, record: Judged): boolean {
  const ids: readonly Json[] = Array.isArray(asked.value) ? asked.value : [asked.value ?? null];
  const among = ids.includes(record["id"] ?? null);
  return asked.op === "ne" || asked.op === "notIn" ? !among : among;
}

/** A record that is not there fails every condition but the negative ones, as in SQL. */
function hop(judging: Judging, field: CatalogueField, asked: Condition, record: Judged): boolean {
  if (!field.target)
    throw new InvalidInput([{ path: "filter.field", message: `${field.name} points at no other record` }]);
  const positive = NEGATIONS[asked.op];
  if (positive) return !hop(judging, field, { ...asked, op: positive }, record);
  const target = judging.catalogue.object(field.target);
  const value = record[field.name] ?? null;
  return (Array.isArray(value) ? value : [value]).some(
    (each) => isRecord(each) && matches(judging, target, asked, each),
  );
}

function related(judging: Judging, object: CatalogueObject, asked: Related, record: Judged): boolean {
  const target =
    object.inverse.get(asked.has)?.object ?? judging.catalogue.field(object, asked.has, "filter.has").target;
  if (target === undefined)
    throw new InvalidInput([{ path: "filter.has", message: `${asked.has} points at no other records` }]);
  const value = record[asked.has] ?? [];
  const all = (Array.isArray(value) ? value : [value]).filter(isRecord);
  const { where } = asked;
  const found =
    where === undefined
      ? all.length
      : all.filter((each) => matches(judging, judging.catalogue.object(target), where, each)).length;
  const count = asked.count ?? { op: "gte", value: 1 };
  return COMPARE[count.op](found, count.value);
}

const isRecord = (value: Json): value is JsonObject => isObject(value);
