/** Tables of modules from outside the product: made beside the product's own at the start, never dropped by themselves. */
import { sql } from "#model/sql.ts";
import type { Catalogue } from "#model/catalogue.ts";
import type { Database } from "../database/database.ts";
import { desiredSchema, type Schema } from "./desired.ts";
import { beyond } from "./reshape.ts";
import { schemaChange } from "./statements.ts";

/** What was made is kept beside the directory, by schema. */
export const factOf = (schema: string): string => `modules ${schema}`;

/**
 * Leads the tables of modules to what their objects ask for, in one transaction. Those of a module that is not loaded any more stay.
 * @param core the product without modules; `whole` with them
 * @throws Error where a column would be lost or change its kind: that is for its author to carry over
 */
export async function shapeModules(
  database: Database,
  schema: string,
  core: Catalogue,
  whole: Catalogue,
): Promise<void> {
  const to = beyond(desiredSchema(core), desiredSchema(whole));
  const name = factOf(schema);
  await database.transaction(schema, async (db) => {
    await db.query(sql`select pg_advisory_xact_lock(hashtext(${name}))`);
    const [row] = await db.query(
      sql<{ value: string }>`select value::text as value from raabta.facts where name = ${name}`,
    );
    const from = row ? (JSON.parse(row.value) as Schema) : {};
    const touched = Object.keys(to).filter((table) => JSON.stringify(from[table]) !== JSON.stringify(to[table]));
    if (touched.length === 0) return;
    const part = (shapes: Schema): Schema =>
      Object.fromEntries(touched.flatMap((table) => (shapes[table] ? [[table, shapes[table]]] : [])));
    const { statements, lost } = schemaChange(part(from), part(to));
    if (lost.length > 0)
      throw new Error(
        `The tables of modules cannot be led there without losing values: ${lost.join("; ")}. Give the field another name, or carry its values over first`,
      );
    for (const text of statements) await db.query({ text, values: [] });
    await db.query(sql`insert into raabta.facts (name, value) values (${name}, ${JSON.stringify({ ...from, ...to })}::jsonb)
      on conflict (name) do update set value = excluded.value`);
  });
}
