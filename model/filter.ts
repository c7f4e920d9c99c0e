/** The one filter language: lists, rights, segments, saved views and the API speak it. */
import { z } from "zod";
import { isCondition, isRelated } from "./filter-kind.ts";
import { OPERATORS, type Operator } from "./operator.ts";
import type { Json } from "./json.ts";

/** `field` may hop over relations to one: `customer.country`. */
export interface Condition {
  field: string;
  op: Operator;
  value?: Json;
}

/** Related records (a field to many, children, or `object.field` seen from the other side), with a condition on them and on their count. */
export interface Related {
  has: string;
  where?: Filter;
  count?: { op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte"; value: number };
}

export type Filter = Condition | Related | { and: Filter[] } | { or: Filter[] } | { not: Filter };

const MAX_DEPTH = 8;
const MAX_CONDITIONS = 100;

const path = z.string().max(200);
const parts = z.array(z.lazy(() => filterSchema)).max(MAX_CONDITIONS);
const said = (description: string) => ({ description });

/** The grammar; names and operands are checked against the catalogue afterwards. */
export const filterSchema: z.ZodType<Filter> = z
  .lazy(() =>
    z.union([
      z
        .strictObject({
          field: path.meta(said("A field, over relations to one as well: `customer.country`.")),
          op: z.enum(OPERATORS).meta(said("One that the field's type offers; `/api/v1/meta` lists them.")),
          value: z
            .json()
            .optional()
            .meta(said('What it is compared with; none for `empty` and `notEmpty`, `{ "from", "to" }` for `between`.')),
        })
        .meta(said("A condition.")) as z.ZodType<Condition>,
      z
        .strictObject({
          has: path.meta(said("A relation to many, lines, or `object.field` seen from the other side.")),
          where: filterSchema.optional(),
          count: z
            .strictObject({ op: z.enum(["eq", "ne", "lt", "lte", "gt", "gte"]), value: z.int().min(0).max(1_000_000) })
            .optional()
            .meta(said("How many of them; at least one where nothing is said.")),
        })
        .meta(said("Related records.")) as z.ZodType<Related>,
      z.strictObject({ and: parts }).meta(said("All hold.")),
      z.strictObject({ or: parts }).meta(said("One holds.")),
      z.strictObject({ not: filterSchema }).meta(said("Does not hold.")),
    ]),
  )
  .meta({ id: "FilterNode", description: "A filter: a condition, related records, or filters joined." });

export { isCondition, isRelated };

/** How deep and how wide a filter is; the compiler refuses what is beyond `withinBounds`. */
export function withinBounds(filter: Filter): boolean {
  let conditions = 0;
  const deep = (node: Filter, depth: number): boolean => {
    conditions += 1;
    if (depth > MAX_DEPTH || conditions > MAX_CONDITIONS) return false;
    if ("and" in node) return node.and.every((part) => deep(part, depth + 1));
    if ("or" in node) return node.or.every((part) => deep(part, depth + 1));
    if ("not" in node) return deep(node.not, depth + 1);
    if (isRelated(node)) return node.where === undefined || deep(node.where, depth + 1);
    return true;
  };
  return deep(filter, 0);
}
