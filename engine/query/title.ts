/** What a record is called, in SQL. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Sql } from "#fields/sql-face.ts";
import { rowCondition } from "../access/record-rights.ts";
import { fieldAccess } from "../access/rights.ts";
import type { Context } from "../context.ts";
import { columnOf } from "./column-of.ts";
import { faceOf } from "./columns.ts";

/** The first of its title fields that is filled and that the viewer may see; null where there is none. */
export function titleOf(ctx: Context, object: CatalogueObject, alias: string): Sql {
  const fields = object.definition.title
    .map((name) => object.fields.get(name)!)
    .filter((field) => fieldAccess(ctx.actor, object, field) !== "hidden");
  if (fields.length === 0) return sql`null::text`;
  return sql`coalesce(${sql.join(fields.map((field) => textOf(ctx, field, alias)))})`;
}

function textOf(ctx: Context, field: CatalogueField, alias: string): Sql {
  const column = columnOf(ctx, alias, field);
  if (field.target) return titleOfRelated(ctx, field, alias);
  const face = faceOf(field);
  return face.text ? face.text(column, field.definition) : sql`nullif(${column("")}::text, '')`;
}

/** A record that is named by the one it belongs to; its own relations are not followed further. */
function titleOfRelated(ctx: Context, field: CatalogueField, alias: string): Sql {
  const target = ctx.catalogue.object(field.target!);
  const hop = `${alias}n`;
  const plain = {
    ...target,
    definition: {
      ...target.definition,
      title: target.definition.title.filter((name) => !target.fields.get(name)!.target),
    },
  };
  return sql`(select ${titleOf(ctx, plain, hop)} from ${sql.id(target.table)} as ${sql.id(hop)}
    where ${sql.ref(`${hop}.id`)} = ${columnOf(ctx, alias, field)("_id")} and ${sql.ref(`${hop}.deleted_at`)} is null and ${rowCondition(ctx, target, hop)})`;
}
