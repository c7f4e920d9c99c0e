/** Reads values of one kind from a table and writes them as values of another into columns beside them. */
import { sql, type Sql } from "#model/sql.ts";
import type { FieldDefinition } from "#model/field.ts";
import { fieldTypes } from "#fields/index.ts";
import { sqlFaces } from "#fields/sql.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../../../context.ts";
import { convertAll } from "./reading.ts";

export interface StoredValue {
  id: string;
  value: Json;
}

/** Where the values of a field stand: its table and its columns, both called by us. */
export interface Columns {
  table: string;
  definition: FieldDefinition;
}

const reference = ({ definition }: Columns, suffix: string): string => `${definition.column!}${suffix}`;

/** The column that is filled wherever there is a value. */
export const filledColumn = (columns: Columns): string => {
  const [suffix = ""] = Object.keys(sqlFaces[columns.definition.type]!.columns(columns.definition));
  return reference(columns, suffix);
};

/** In the order of ids. @param which a condition on `t` */
export async function readColumns(ctx: Context, columns: Columns, which: Sql, limit: number): Promise<StoredValue[]> {
  const { definition, table } = columns;
  const value = sqlFaces[definition.type]!.read((suffix) => sql.ref(`t.${reference(columns, suffix)}`), definition);
  const rows = await ctx.db.query(sql<{ row: string }>`select to_json(r)::text as row from (
    select t.id, ${value} as value from ${sql.id(table)} as t where ${which} order by t.id limit ${limit}) as r`);
  return rows.map(({ row }) => JSON.parse(row) as StoredValue);
}

/** Values as the other kind reads them; what it cannot read is left empty there. @returns how many were lost */
export async function moveValues(
  ctx: Context,
  from: Columns,
  to: FieldDefinition,
  values: readonly StoredValue[],
): Promise<number> {
  if (values.length === 0) return 0;
  const all = await convertAll(
    ctx,
    from.definition,
    to,
    values.map(({ value }) => value),
  );
  const { toColumns } = fieldTypes[to.type]!;
  const face = sqlFaces[to.type]!.columns(to);
  let lost = 0;
  const rows = values.map(({ id }, place) => {
    const converted = all[place]!;
    if (converted.lost) lost += 1;
    const parts = toColumns(converted.value, to);
    const named = Object.keys(face).map((suffix) => [`${to.column!}${suffix}`, parts[suffix] ?? null]);
    return { id, ...Object.fromEntries(named) } as Record<string, Json>;
  });
  const names = Object.entries(face).map(([suffix, { cast }]) => ({ name: sql.id(`${to.column!}${suffix}`), cast }));
  await ctx.db
    .query(sql`update ${sql.id(from.table)} as t set ${sql.join(names.map(({ name }) => sql`${name} = r.${name}`))}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, ${sql.join(names.map(({ name, cast }) => sql`${name} ${sql.raw(cast)}`))})
    where t.id = r.id`);
  return lost;
}
