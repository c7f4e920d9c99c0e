/** The months of the event table: made ahead, with a default partition that catches what nobody foresaw. */
import { sql } from "#model/sql.ts";
import type { Db } from "../database/database.ts";
import { uuidFloor } from "../records/uuid.ts";

const AHEAD = 3;

/** Makes the partitions of this month and the next ones, and the default. Runs at every start and once a day. */
export async function ensureEventPartitions(db: Db, now: Date): Promise<void> {
  await db.query(sql`select pg_advisory_xact_lock(hashtext('raabta.partitions'))`);
  await db.query(sql`create table if not exists events_default partition of events default`);
  for (let ahead = 0; ahead <= AHEAD; ahead += 1) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1));
    const name = `events_${from.getUTCFullYear()}_${String(from.getUTCMonth() + 1).padStart(2, "0")}`;
    await ensurePartition(db, name, uuidFloor(from), uuidFloor(to));
  }
}

/** Makes those of all months from one (`YYYY-MM`) until now, for events that come from elsewhere. */
export async function ensurePartitionsFrom(db: Db, month: string, now: Date): Promise<void> {
  const [year = 0, number = 1] = month.split("-").map(Number);
  for (
    let at = new Date(Date.UTC(year, number - 1, 1));
    at < now;
    at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + AHEAD + 1, 1))
  )
    await ensureEventPartitions(db, at);
}

/** Events that the default caught meanwhile move into their month: PostgreSQL attaches none while they stand elsewhere. */
async function ensurePartition(db: Db, name: string, from: string, to: string): Promise<void> {
  const [found] = await db.query(sql<{ there: boolean }>`select to_regclass(${`"${name}"`}) is not null as there`);
  if (found?.there) return;
  await db.query(sql`create table ${sql.id(name)} (like events including defaults)`);
  await db.query(sql`with caught as (delete from events_default where id >= ${from}::uuid and id < ${to}::uuid returning *)
    insert into ${sql.id(name)} select * from caught`);
  await db.query(
    sql`alter table events attach partition ${sql.id(name)} for values from (${sql.lit(from)}) to (${sql.lit(to)})`,
  );
}

/** Rows that fell into the default partition: an alarm for the health page. */
export async function strayEvents(db: Db): Promise<boolean> {
  const [row] = await db.query(sql<{ stray: boolean }>`select exists (select 1 from events_default) as stray`);
  return row?.stray ?? false;
}
