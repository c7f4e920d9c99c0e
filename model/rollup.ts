/** Figures of the records that point at one: how many, how much, the first and the last; what may be said of them and what they are. */
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "./catalogue.ts";
import type { FieldPath } from "./computed.ts";
import type { FieldDefinition, FieldType } from "./field.ts";
import { filterSchema, isCondition, isRelated, type Filter } from "./filter.ts";
import { FormulaError, type FaultCode } from "./formula/kind.ts";
import { ANCHORS, type Anchor } from "./relative-date.ts";

export const AGGREGATES = ["count", "sum", "average", "min", "max", "first", "last"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** How far back a window goes. */
export type Reach = { days: number; since?: never } | { since: Anchor; days?: never };

/** What is counted or summed of the records that point at this one. */
export interface RollUp {
  child: CatalogueObject;
  /** Its relation that points here. */
  by: CatalogueField;
  /** Where lines are counted: the record that they belong to, whose field they are, and their relation to it. */
  lines?: { of: CatalogueObject; field: CatalogueField; by: CatalogueField };
  aggregate: Aggregate;
  /** Nothing where records are counted. */
  field?: CatalogueField;
  /** Which is the first and which the last. */
  orderBy?: CatalogueField;
  filter?: Filter;
  /** Only those whose date lies up to today, within so many days or since the beginning of a period. */
  window?: Reach & {
    field: CatalogueField;
    /** It is the date of the record that the line belongs to. */ above?: boolean;
  };
}

export const rollUpSettings: Record<string, z.ZodType> = {
  /** The object whose records are counted, and its relation that points here. */
  object: z.string().min(1).max(40),
  by: z.string().min(1).max(40),
  aggregate: z.enum(AGGREGATES),
  field: z.string().min(1).max(40).optional(),
  orderBy: z.string().min(1).max(40).optional(),
  filter: filterSchema.optional(),
  window: z
    .strictObject({
      field: z.string().min(1).max(81),
      days: z.int().min(1).max(3660).optional(),
      since: z.enum(ANCHORS).optional(),
    })
    .refine(({ days, since }) => (days === undefined) !== (since === undefined), "says either days or since")
    .optional(),
};

/** @throws FormulaError saying what is wrong with what was said of the figure */
export function readRollUp(
  object: CatalogueObject,
  objects: ReadonlyMap<string, CatalogueObject>,
  said: FieldDefinition,
): { rollUp: RollUp; reads: FieldPath[] } {
  const child = objects.get(String(said["object"]));
  const span = { from: 0, to: 0 };
  const refuse = (code: FaultCode, name: unknown): never => {
    throw new FormulaError(code, span, { name: String(name), object: child?.name ?? String(said["object"]) });
  };
  if (!child || (child.definition.written === "own" && child.definition.internal))
    return refuse("rollUp.object", said["object"]);
  const reads: FieldPath[] = [];
  const lines = linesIn(objects, child);
  const own = (name: unknown): CatalogueField => {
    const found = child.fields.get(String(name));
    const stands =
      found && found.type.storage === "columns" && OF_THE_ROW.has(found.source) && !found.definition.secret;
    if (!stands) return refuse("rollUp.field", name);
    reads.push({ key: found.name, hops: [], object: child, field: found });
    return found;
  };
  /** A field of the line, or by `order.orderedAt` one of the record that it belongs to. */
  const here = (name: string): CatalogueField => {
    if (!lines || !name.startsWith(`${lines.by.name}.`)) return own(name);
    const found = lines.of.fields.get(name.slice(lines.by.name.length + 1));
    const stands = found && found.type.storage === "columns" && found.source === "own" && !found.definition.secret;
    if (!stands) return refuse("rollUp.field", name);
    reads.push({ key: name, hops: [{ object: child, field: lines.by }], object: lines.of, field: found });
    return found;
  };
  const by = own(said["by"]);
  if (by.target !== object.name) refuse("rollUp.by", by.name);
  const aggregate = said["aggregate"] as Aggregate;
  const rollUp: RollUp = { child, by, aggregate, ...(lines ? { lines } : {}) };
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
    for (const name of standingFields(rollUp.filter, lines?.by.name) ?? [refuse("rollUp.filter", "")]) here(name);
  }
  if (said["window"] !== undefined) {
    const { field: name, ...reach } = said["window"] as Reach & { field: string };
    const above = name.includes(".");
    rollUp.window = { ...reach, field: here(name), ...(above ? { above } : {}) };
    if (!["date", "datetime"].includes(rollUp.window.field.type.formula ?? "")) refuse("formula.kindless", name);
  }
  return { rollUp, reads };
}

/** How lines hang on the record that they belong to; nothing of an object whose records stand by themselves. */
function linesIn(objects: ReadonlyMap<string, CatalogueObject>, child: CatalogueObject): RollUp["lines"] {
  const { childOf } = child.definition;
  const of = childOf && objects.get(childOf.object);
  const field = of?.fields.get(childOf!.field);
  const by = field && child.fields.get(String(field.definition["by"]));
  return of && field && by ? { of, field, by } : undefined;
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
export const writtenOf = ({
  type: _type,
  column: _column,
  since: _since,
  ...rest
}: FieldDefinition): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rest).filter(([name]) => !NOT_LOOKED_UP.has(name)));

const OF_THE_ROW: ReadonlySet<CatalogueField["source"]> = new Set(["own", "owner", "system"]);

/**
 * The fields that a filter asks of; undefined where what it finds changes with the clock, the person who asks, or other records.
 * @param above the relation of lines to their record, over which they may ask
 */
export function standingFields(filter: Filter, above?: string): string[] | undefined {
  if (isRelated(filter)) return undefined;
  if (isCondition(filter)) {
    const moves =
      filter.op === "last" || filter.op === "next" || /"(relative|me)":/.test(JSON.stringify(filter.value ?? null));
    const path = filter.field.split(".");
    const near = path.length === 1 || (path.length === 2 && path[0] === above);
    return moves || !near || filter.field === "id" ? undefined : [filter.field];
  }
  const parts = "not" in filter ? [filter.not] : "and" in filter ? filter.and : filter.or;
  const found = parts.map((part) => standingFields(part, above));
  return found.every((each) => each !== undefined) ? found.flat() : undefined;
}
