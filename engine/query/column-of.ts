/** A field's column as who reads may see it. */
import type { CatalogueField } from "#model/catalogue.ts";
import type { ColumnOf } from "#fields/sql-face.ts";
import { rowCondition } from "../access/record-rights.ts";
import type { Context } from "../context.ts";
import { columnWith } from "./columns.ts";

/** What is reckoned over related records takes those for blank that the actor may not see. */
export const columnOf = (ctx: Context, alias: string, field: CatalogueField): ColumnOf =>
  columnWith(ctx, (target, hop) => rowCondition(ctx, target, hop), alias, field);
