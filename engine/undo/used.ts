/** Which records others stand on: they are not taken away under them. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { linkTable } from "../schema/desired.ts";

/** @returns those of the ids that living records point at; what `going` points at does not count. */
export async function usedIds(
  ctx: Context,
  object: CatalogueObject,
  ids: readonly string[],
  going: readonly string[],
): Promise<Set<string>> {
  const pointing = [...inColumns(ctx, object, going), ...(object.definition.internal ? inLinks(ctx, object) : [])];
  if (pointing.length === 0 || ids.length === 0) return new Set();
  const rows = await ctx.db.query<{ id: string }>(sql`
    select t.id from unnest(${[...ids]}::uuid[]) as t(id) where ${sql.join(pointing, sql` or `)}`);
  return new Set(rows.map((row) => row.id));
}

/** Rows that rules keep beside it do not count, and lines count with their record. */
function inColumns(ctx: Context, object: CatalogueObject, going: readonly string[]): Sql[] {
  return [...object.inverse.values()].flatMap(({ object: name, field }) => {
    const other = ctx.catalogue.object(name);
    const parent = other.definition.childOf;
    if (other.definition.written === "own" || parent?.object === object.name) return [];
    const own = name === object.name ? sql`and o.id <> all(${[...going]}::uuid[])` : sql``;
    const living = parent
      ? sql`exists (select 1 from ${sql.id(ctx.catalogue.object(parent.object).table)} as p where p.id = ${sql.ref(`o.${parentColumn(ctx, other)}`)} and p.deleted_at is null)`
      : sql`o.deleted_at is null`;
    return [
      sql`exists (select 1 from ${sql.id(other.table)} as o where ${sql.ref(`o.${other.fields.get(field)!.column}_id`)} = t.id ${own} and ${living})`,
    ];
  });
}

/** Tags and their like are used by links. */
function inLinks(ctx: Context, object: CatalogueObject): Sql[] {
  const linking = (other: CatalogueObject, field: CatalogueField) =>
    sql`exists (select 1 from ${sql.id(linkTable(other, field))} as l join ${sql.id(other.table)} as o on o.id = l.from_id where l.to_id = t.id and o.deleted_at is null)`;
  return [...ctx.catalogue.objects.values()].flatMap((other) =>
    [...other.fields.values()]
      .filter((field) => field.type.storage === "links" && field.target === object.name)
      .map((field) => linking(other, field)),
  );
}

function parentColumn(ctx: Context, child: CatalogueObject): string {
  const { object, field } = child.definition.childOf!;
  const by = ctx.catalogue.object(object).fields.get(field)!.definition["by"] as string;
  return `${child.fields.get(by)!.column}_id`;
}
