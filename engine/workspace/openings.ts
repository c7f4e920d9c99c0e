/** The openings in the walls: what the role of a workspace reaches beyond its own schema. */
import { sql } from "#model/sql.ts";
import type { Db } from "../database/database.ts";

/** Tables of all workspaces show each role the rows of its own. */
export async function showOwnRows(db: Db, table: string, own: string, granted: string): Promise<void> {
  const [there] = await db.query(
    sql<{
      guarded: boolean;
    }>`select relrowsecurity as guarded from pg_class where oid = ${`raabta.${table}`}::regclass`,
  );
  if (there!.guarded) return;
  await db.query({
    text: `create policy own on raabta.${table} using (${own}); grant ${granted} on raabta.${table} to public;
      alter table raabta.${table} enable row level security`,
    values: [],
  });
}

/** The id of the workspace in whose role a statement runs. */
export const OWN_ID = "(select id from raabta.workspaces where role = current_user)";

/** Runs with the rights of who made it, `current_user`; whose rights it is asked with, the setting tells. */
const ADD_JOB = `
declare own text;
begin
  select slug into own from raabta.workspaces where schema = of_schema
    and case current_setting('role') when 'none' then pg_has_role(session_user, current_user, 'usage') else current_setting('role') = role end;
  if own is null then
    raise insufficient_privilege using message = 'jobs are queued by their own workspace';
  end if;
  perform graphile_worker.add_job('raabta', json_build_object('workspace', own, 'job', job), job_key := of_schema || '.' || job,
    max_attempts := attempts, run_at := now() + make_interval(secs => seconds));
end`;

/** What roles may do outside of their own schema: read and change their own row of the directory, and queue jobs of their own. */
export async function openToRoles(db: Db): Promise<void> {
  await showOwnRows(db, "workspaces", "role = current_user", "select, update (name, settings, catalogue_version)");
  await showOwnRows(
    db,
    "facts",
    "name = (select 'modules ' || schema from raabta.workspaces where role = current_user)",
    "select, insert, update",
  );
  const [there] =
    await db.query(sql`select 1 from pg_proc where prosrc = ${ADD_JOB} and pronamespace = 'raabta'::regnamespace
    and has_schema_privilege('public', 'raabta', 'usage')`);
  if (there) return;
  await db.query({
    text: `grant usage on schema raabta to public;
      create or replace function raabta.add_job(of_schema text, job uuid, attempts int, seconds float8) returns void
      language plpgsql security definer set search_path = pg_catalog, pg_temp as $do$${ADD_JOB}$do$`,
    values: [],
  });
}
