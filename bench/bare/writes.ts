/** The limit of a write: the very rows that one create of ours leaves, written again under new ids, in one statement and one transaction. */
import type pg from "pg";
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { uuidv7 } from "#engine/records/uuid.ts";

interface Left {
  table: string;
  columns: string[];
  row: string;
}

/** All rows in the workspace that the transaction which made this record wrote. */
export async function rowsOf(ctx: Context, table: string, id: string): Promise<Left[]> {
  const { db, workspace } = ctx;
  const [made] = await db.query(
    sql<{ xmin: string }>`select xmin::text as xmin from ${sql.id(table)} where id = ${id}`,
  );
  const tables = await db.query(sql<{ table: string; columns: string[] }>`
    select c.relname as table, (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype) as columns
    from pg_class c where c.relnamespace = ${workspace.schema}::regnamespace and c.relkind = 'r' and not c.relispartition
    union all select c.relname, (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype)
    from pg_class c where c.relnamespace = ${workspace.schema}::regnamespace and c.relkind = 'p'`);
  const left: Left[] = [];
  for (const each of tables) {
    const rows = await db.query(sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.id(each.table)} as t where t.xmin = ${made!.xmin}::xid`);
    left.push(...rows.map(({ row }) => ({ ...each, row })));
  }
  return left;
}

/** Writes the rows as those of another record. @returns the new id that stands for `id` */
export function writer(left: readonly Left[], id: string): (client: pg.ClientBase) => Promise<string> {
  const own = [...new Set(left.flatMap(({ row }) => ownIds(row)))].filter((found) =>
    left.some(({ row }) => isIdOf(row, found)),
  );
  const parts = left.map(({ table, columns }, index) => {
    const names = columns.map((column) => `"${column}"`).join(", ");
    return `w${index} as (insert into "${table}" (${names}) select ${names} from jsonb_populate_record(null::"${table}", $${index + 1}::jsonb))`;
  });
  const text = `with ${parts.join(", ")} select 1`;
  return async (client) => {
    const fresh = new Map(own.map((each) => [each, uuidv7()]));
    const values = left.map(({ row }) =>
      row.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (found) => fresh.get(found) ?? found),
    );
    await client.query({ name: "bare_write", text, values });
    return fresh.get(id)!;
  };
}

const ownIds = (row: string): string[] => row.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];

/** Is this the row's own id, so that a copy needs another? */
const isIdOf = (row: string, id: string): boolean => (JSON.parse(row) as { id?: string }).id === id;
