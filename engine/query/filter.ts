/** The filter of a list in SQL, within the viewer's rights on every hop. */
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Filter } from "#model/filter.ts";
import type { Sql } from "#fields/sql-face.ts";
import { rowCondition } from "../access/record-rights.ts";
import type { Context } from "../context.ts";
import { FilterCompiler } from "./filter-compiler.ts";

/** @throws InvalidInput naming the place in the filter. Statistics of `alias` must be joined: see `filterUsesStatistics`. */
export function compileFilter(ctx: Context, object: CatalogueObject, filter: Filter, alias: string): Sql {
  return new FilterCompiler(ctx, (target, hop) => rowCondition(ctx, target, hop), alias).compile(object, filter, alias);
}
