/** Figures of the records that point at one: how many, how much, the first and the last; what may be said of them and what they are. */
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "./catalogue.ts";
import type { FieldPath } from "./computed.ts";
import type { FieldDefinition, FieldType } from "./field.ts";
import { filterSchema, isCondition, isRelated, type Filter } from "./filter.ts";
import { FormulaError, type FaultCode } from "./formula/kind.ts";

export const AGGREGATES = ["count", "sum", "average", "min", "max", "first", "last"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** What is counted or summed of the records that point at this one. */
export interface RollUp {
  child: CatalogueObject;
  /** Its relation that points here. */
  by: CatalogueField;
  aggregate: Aggregate;
  /** Nothing where records are counted. */
  field?: CatalogueField;
  /** Which is the first and which the last. */
  orderBy?: CatalogueField;
  filter?: Filter;
  /** Only those whose date lies within so many days up to today. */
  window?: { field: CatalogueField; days: number };
}

export const rollUpSettings: Record<string, z.ZodType> = {
  /** The object whose records are counted, and its relation that points here. */
  object: z.string().min(1).max(40),
  by: z.string().min(1).max(40),
  aggregate: z.enum(AGGREGATES),
  field: z.string().min(1).max(40).optional(),
  orderBy: z.string().min(1).max(40).optional(),
  filter: filterSchema.optional(),
  window: z.strictObject({ field: z.string().min(1).max(40), days: z.int().min(1).max(3660) }).optional(),
};

/** @throws FormulaError saying what is wrong with what was said of the figure. @param child the object that it names, where there is one */
export function readRollUp(
  object: CatalogueObject,
  child: CatalogueObject | undefined,
  said: FieldDefinition,
): { rollUp: RollUp; reads: FieldPath[] } {
  const span = { from: 0, to: 0 };
  const refuse = (code: FaultCode, name: unknown): never => {
    throw new FormulaError(code, span, { name: String(name), object: child?.name ?? String(said["object"]) });
  };
  if (!child || child.definition.childOf || child.definition.written === "own")
    return refuse("rollUp.object", said["object"]);
  const reads: FieldPath[] = [];
  const own = (name: unknown): CatalogueField => {
    const found = child.fields.get(String(name));
    const stands =
      found && found.type.storage === "columns" && OF_THE_ROW.has(found.source) && !found.definition.secret;
    if (!stands) return refuse("rollUp.field", name);
    reads.push({ key: found.name, hops: [], object: child, field: found });
    return found;
  };
  const by = own(said["by"]);
  if (by.target !== object.name) refuse("rollUp.by", by.name);
  const aggregate = said["aggregate"] as Aggregate;
  const rollUp: RollUp = { child, by, aggregate };
  if (aggregate !== "count") {
    const of = own(said["field"]);
    const ordered = ["number", "money", "date", "datetime"].includes(of.type.formula ?? "");
    const amount = of.type.formula === "number" || of.type.formula === "money";
    const picked = aggregate === "first" || aggregate === "last";
    if (of.target !== undefined || !(picked || (aggregate === "min" || aggregate === "max" ? ordered : amount)))
      refuse("formula.kindless", of.name);
    rollUp.field = of;
    if (picked) {
      rollUp.orderBy = own(said["orderBy"]);
      if (!rollUp.orderBy.type.sortable || rollUp.orderBy.target) refuse("formula.kindless", rollUp.orderBy.name);
    }
  }
  if (said["filter"] !== undefined) {
    rollUp.filter = said["filter"] as Filter;
    for (const name of standingFields(rollUp.filter) ?? [refuse("rollUp.filter", "")]) own(name);
  }
  if (said["window"] !== undefined) {
    const window = said["window"] as { field: string; days: number };
    rollUp.window = { field: own(window.field), days: window.days };
    if (!["date", "datetime"].includes(rollUp.window.field.type.formula ?? ""))
      refuse("formula.kindless", window.field);
  }
  return { rollUp, reads };
}

/** What kind of value the figure is. */
export function outcomeOf(
  { aggregate, field }: RollUp,
  types: Readonly<Record<string, FieldType>>,
): { type: FieldType; settings: Record<string, unknown> } {
  if (!field || aggregate === "count") return { type: types["integer"]!, settings: {} };
  if (field.type.formula === "money") return { type: types["money"]!, settings: {} };
  if (aggregate === "sum" || aggregate === "average") return { type: types["number"]!, settings: {} };
  return { type: field.type, settings: writtenOf(field.definition) };
}

const NOT_LOOKED_UP = new Set([
  "required",
  "unique",
  "default",
  "search",
  "index",
  "label",
  "help",
  "readOnly",
  "sensitive",
  "sounds",
]);

/** What is said of a field's value that stays true where the value is shown elsewhere. */
export const writtenOf = ({ type: _type, column: _column, ...rest }: FieldDefinition): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rest).filter(([name]) => !NOT_LOOKED_UP.has(name)));

const OF_THE_ROW: ReadonlySet<CatalogueField["source"]> = new Set(["own", "owner", "system"]);

/** The fields that a filter asks of; undefined where what it finds changes with the clock, the person who asks, or other records. */
export function standingFields(filter: Filter): string[] | undefined {
  if (isRelated(filter)) return undefined;
  if (isCondition(filter)) {
    const moves =
      filter.op === "last" || filter.op === "next" || /"(relative|me)":/.test(JSON.stringify(filter.value ?? null));
    return moves || filter.field.includes(".") || filter.field === "id" ? undefined : [filter.field];
  }
  const parts = "not" in filter ? [filter.not] : "and" in filter ? filter.and : filter.or;
  const found = parts.map(standingFields);
  return found.every((each) => each !== undefined) ? found.flat() : undefined;
}
