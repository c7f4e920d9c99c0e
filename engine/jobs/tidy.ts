/** Forgets jobs that the machine asked for itself; what people asked for stays, so that it can be told who did what. */
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";
import { MACHINE_TABLES } from "../schema/machine-tables.ts";

/** Days. */
const KEPT = 90;
const AT_ONCE = 10_000;

/** Rows of these hang on a job, and tell what became of it. */
const HANGING = Object.keys(MACHINE_TABLES).filter((table) => "job_id" in MACHINE_TABLES[table]!.columns);

export async function tidyJobs({ db }: Context): Promise<void> {
  const free = HANGING.map((table) => sql`not exists (select from ${sql.id(table)} as t where t.job_id = j.id)`);
  for (;;) {
    const gone = await db.query(sql`delete from job_runs where id in (
      select j.id from job_runs j where j.created_by is null and j.finished_at < now() - make_interval(days => ${KEPT}::int)
        and ${sql.join(free, sql` and `)} limit ${AT_ONCE}) returning id`);
    if (gone.length < AT_ONCE) return;
  }
}
