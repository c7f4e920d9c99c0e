/** The months of the event table: made ahead, with a default partition that catches what nobody foresaw. */
import { sql } from "kysely";
import type { Db } from "../database/database.ts";
import { uuidFloor } from "../records/uuid.ts";

const AHEAD = 3;

/** Makes the partitions of this month and the next ones, and the default. Runs at every start and once a day. */
export async function ensureEventPartitions(db: Db, now: Date): Promise<void> {
  await db.query(sql`create table if not exists events_default partition of events default`);
  for (let ahead = 0; ahead <= AHEAD; ahead += 1) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1));
    const name = `events_${from.getUTCFullYear()}_${String(from.getUTCMonth() + 1).padStart(2, "0")}`;
    await db.query(
      sql`create table if not exists ${sql.id(name)} partition of events for values from (${sql.lit(uuidFloor(from))}) to (${sql.lit(uuidFloor(to))})`,
    );
  }
}

/** Rows that fell into the default partition: an alarm for the health page. */
export async function strayEvents(db: Db): Promise<boolean> {
  const [row] = await db.query(sql<{ stray: boolean }>`select exists (select 1 from events_default) as stray`);
  return row?.stray ?? false;
}
