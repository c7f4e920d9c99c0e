/** Forgets the rows that imports hold of what people handed in, once nobody has gone on with one for long; what an import did stays told. */
import { sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import type { Context } from "../context.ts";
import type { Import } from "./import-row.ts";

/** Days. */
export const KEPT = 90;
const AT_ONCE = 10_000;

/** What no row speaks of any more, the files are collected like others (`engine/files/orphans.ts`). Taking an import back needs none of it. */
export async function tidyImports({ db }: Context): Promise<void> {
  await db.query(sql`update imports set file_hash = '', issues_sample = '[]',
      columns = (select coalesce(jsonb_agg(jsonb_set(c, '{samples}', '[]') #- '{like,options}' order by place), '[]')
        from jsonb_array_elements(columns) with ordinality as each(c, place))
    where file_hash <> '' and status not in ('checking', 'running', 'paused')
      and updated_at < now() - make_interval(days => ${KEPT}::int)`);
  for (;;) {
    const gone = await db.query(sql`delete from import_rejects where (import_id, row_number) in (
      select r.import_id, r.row_number from imports as i join import_rejects as r on r.import_id = i.id
      where i.file_hash = '' limit ${AT_ONCE}) returning row_number`);
    if (gone.length < AT_ONCE) return;
  }
}

/** @throws NotFound where it rejected rows that are not kept any more */
export function assertRejectsKept({ forgotten, counts }: Pick<Import, "forgotten" | "counts">): void {
  if (forgotten && counts && counts.rejected > 0)
    throw new NotFound(`Rejected rows are kept for ${KEPT} days; those of this import are not there any more`);
}
