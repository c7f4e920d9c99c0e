/** Which records others stand on: they are not taken away under them. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { linkTable } from "../schema/desired.ts";

/** @returns those of the ids that can go together: no living record that stays points at them. */
export async function unusedIds(ctx: Context, object: CatalogueObject, ids: readonly string[]): Promise<string[]> {
  const pointing = (going: readonly string[]) => [
    ...inColumns(ctx, object, going),
    ...(object.definition.internal ? inLinks(ctx, object) : []),
  ];
  let going = [...ids];
  // Where one stays, what it points at stays too.
  for (let before = -1; going.length > 0 && going.length !== before;) {
    before = going.length;
    const conditions = pointing(going);
    if (conditions.length === 0) break;
    const rows = await ctx.db.query<{ id: string }>(sql`
      select t.id from unnest(${going}::uuid[]) as t(id) where ${sql.join(conditions, sql` or `)}`);
    const used = new Set(rows.map((row) => row.id));
    going = going.filter((id) => !used.has(id));
    if (!pointsAtItself(object)) break;
  }
  return going;
}

const pointsAtItself = (object: CatalogueObject): boolean =>
  [...object.inverse.values()].some((inverse) => inverse.object === object.name);

/** Rows that rules keep beside it do not count, and lines count with their record. */
function inColumns(ctx: Context, object: CatalogueObject, going: readonly string[]): Sql[] {
  return [...object.inverse.values()].flatMap(({ object: name, field }) => {
    const other = ctx.catalogue.object(name);
    const parent = other.definition.childOf;
    if (other.definition.written === "own" || parent?.object === object.name) return [];
    const own = name === object.name ? sql`and o.id <> all(${[...going]}::uuid[])` : sql``;
    const living = parent
      ? sql`exists (select 1 from ${sql.id(ctx.catalogue.object(parent.object).table)} as p where p.id = ${sql.ref(`o.${parentField(ctx.catalogue, other).column}_id`)} and p.deleted_at is null)`
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
