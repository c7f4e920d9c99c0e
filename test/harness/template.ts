/** Fills the template database from which each test's database is cloned. */
import type pg from "pg";

/** Runs once per state of the sources (test/harness/database.ts says which). */
export async function prepareTemplate(pool: pg.Pool): Promise<void> {
  await pool.query("select 1");
}
