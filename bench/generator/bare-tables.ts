/** Takes the secondary indexes and foreign keys off a workspace's tables, and puts them back, for filling it quickly. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";

interface Definition {
  drop: string;
  create: string;
}

/**
 * Only for a database that is thrown away when the work fails: what is taken off is remembered by the returned function
 * alone. Unique indexes stay, for the one door looks things up by them.
 */
export async function stripTables({ db, workspace }: Context): Promise<() => Promise<void>> {
  const taken = await db.query(sql<Definition>`
    select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as drop,
      format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as create, 1 as place
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = ${workspace.schema}::regnamespace and k.conparentid = 0
    union all
    select format('drop index %s', i.indexrelid::regclass), replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '), 2
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = ${workspace.schema}::regnamespace and not i.indisunique and not c.relispartition
    order by place`);
  for (const { drop } of taken) await db.query(sql.raw(drop));
  return async () => {
    for (const { create } of taken.toReversed()) await db.query(sql.raw(create));
  };
}
