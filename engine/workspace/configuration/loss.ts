/** What goes out of sight with a thing that is retired. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Filter } from "#model/filter.ts";
import { columnText } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { compileFilter } from "../../query/filter.ts";
import { fromObject, filterUsesStatistics } from "../../query/columns.ts";
import { asSystem } from "../../context.ts";
import type { Thing } from "./thing.ts";

/** Counted no further. */
const MOST = 10_000;

/** Records of an object, or with a value in a field, living ones; null where nothing of the kind hangs on the thing. */
export async function lossOf(
  ctx: Context,
  { object, values }: Pick<Thing, "object" | "values">,
): Promise<number | null> {
  const name = columnText(values["name"]);
  if (object === "customObject") return countRecords(ctx, name);
  if (object === "customField") return countRecords(ctx, columnText(values["object"]), { field: name, op: "notEmpty" });
  return null;
}

async function countRecords(ctx: Context, name: string, filter?: Filter): Promise<number | null> {
  const object = ctx.catalogue.objects.get(name);
  if (!object || (filter && "field" in filter && !offers(object, filter.field))) return null;
  const condition = filter ? compileFilter(asSystem(ctx), object, filter, "t") : sql`true`;
  const [row] = await ctx.db.query(sql<{ count: number }>`
    select count(*)::int as count from (select 1 from ${fromObject(object, "t", filterUsesStatistics(object, filter))}
      where t.deleted_at is null and ${condition} limit ${MOST}) as few`);
  return row!.count;
}

const offers = (object: CatalogueObject, name: string): boolean => {
  const field = object.fields.get(name);
  // What is reckoned comes back with its definition.
  if (field?.source === "computed") return false;
  return field?.type.operators.notEmpty !== undefined && (field.type.offers?.("notEmpty", field.definition) ?? true);
};
