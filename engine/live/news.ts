/** What was committed in a workspace since one last looked: by snapshots, so that nobody waits for a slow transaction. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "../context.ts";
import { CHANGE_TYPES } from "../events/append.ts";
import { userSummary } from "../query/select.ts";

/** A change as it is told live: which fields, never their values. */
export interface NewsItem {
  id: string;
  object: string;
  record_id: string;
  version: number | null;
  type: (typeof CHANGE_TYPES)[number];
  at: string;
  via: string;
  operation_id: string;
  /** `{ id, title }` as JSON text. */
  by: string | null;
  fields: string[] | null;
  /** How many changes of this object there are in this look. */
  total: number;
}

/** A look: the snapshot to look from next, and what is new in it. */
export interface News {
  snapshot: string;
  items: NewsItem[];
}

/** Changes of one object in one look that are named one by one; of more only the number is told. */
export const TOLD_SINGLY = 50;
/** Records of one object whose rights are looked at to count how many a viewer may know of. */
const MOST_COUNTED = 1_000;

/** Text of a `pg_snapshot`: the oldest running transaction, the next one, those under way between. */
const SNAPSHOT = /^(\d{1,19}):\d{1,19}:[\d,]*$/;

export const isSnapshot = (text: string): boolean => SNAPSHOT.test(text);

export async function currentSnapshot(ctx: Context): Promise<string> {
  const [row] = await ctx.db.query(sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`);
  return row!.snapshot;
}

/**
 * One statement, whoever will be told. It reads only what is younger than the oldest transaction of `since`.
 * @param until an earlier look, no further than which it shall see; now, if not said
 */
export async function readNews(ctx: Context, since: string, until?: string): Promise<News> {
  const oldest = SNAPSHOT.exec(since)![1]!;
  const seen = until === undefined ? sql`true` : sql`pg_visible_in_snapshot(e.xid, ${until}::pg_snapshot)`;
  const by = userSummary(asSystem(ctx), sql.ref("e.by_id"));
  const rows = await ctx.db.query<{ snapshot: string } & NewsItem>(sql`
    select s.snapshot, e.id, e.object, e.record_id, e.version, e.type, e.via, e.operation_id, e.total,
      ${sql.instant("e.at")} as at,
      case when e.place <= ${TOLD_SINGLY} then ${by} end as by,
      case when e.type = 'updated' and e.place <= ${TOLD_SINGLY} then array(select jsonb_object_keys(e.after)) end as fields
    from (select ${until === undefined ? sql`pg_current_snapshot()::text` : sql`${until}::text`} as snapshot) as s left join lateral (
      select * from (
        select e.*, count(*) over (partition by e.object)::int as total, row_number() over (partition by e.object order by e.id)::int as place
        from events e where e.xid >= ${oldest}::xid8 and not pg_visible_in_snapshot(e.xid, ${since}::pg_snapshot) and ${seen} and e.type = any(${[...CHANGE_TYPES]})
      ) as e where e.place <= ${MOST_COUNTED}) as e on true
    order by e.id`);
  return { snapshot: rows[0]!.snapshot, items: rows.filter((row) => row.id !== null) };
}
