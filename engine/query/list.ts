/** A page of a list as finished JSON, in one statement: rows, rights, names of related records, count. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import { columnText, type Json } from "#model/json.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { assertMay } from "../access/rights.ts";
import { rowRights } from "../access/record-rights.ts";
import { auditReading, markedInFilter, marksWith, type Marks } from "../events/reading.ts";
import { compile, prepared, type Statement } from "../database/statement.ts";
import { fromObject, usesStatistics } from "./columns.ts";
import {
  askedCondition,
  asksStatistics,
  mayLead,
  mayProbe,
  pageRows,
  readAsked,
  type Asked,
  type AskedRows,
  type PageOrder,
  type RowShape,
} from "./page.ts";
import { densityOf, PROBED } from "./density.ts";
import { countKey, keptCounts } from "./kept-counts.ts";
import { markedIn, recordJson, selectedFields } from "./select.ts";
import { remembered } from "./remembered.ts";
import { textAsSeen, withViewed } from "./view-seen.ts";
import { readCursor, readSort, sortExpression, writeCursor, type Cursor, type SortKey } from "./sort.ts";

export interface ListQuery extends Asked {
  sort?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
  fields?: readonly string[] | undefined;
  include?: readonly string[] | undefined;
  /** `none` leaves the count out: pages after the first. */
  count?: "capped" | "none" | undefined;
}

export const MAX_LIMIT = 200;
const COUNT_CAP = 10_000;

interface PageRow {
  data: string;
  rows: number;
  /** Sort values and id of the row where the page begins, and of the last one that is shown; the way that was read. */
  nearest: string | null;
  farthest: string | null;
  count: string | null;
}

/** A list's question, read and compiled. */
interface Question {
  /** Rows with their count, and without where it is known or not wanted. */
  counted: Statement | undefined;
  uncounted: Statement;
  countKey: string;
  /** The same of rows with a first sort value, until one of its pages was not filled by these. */
  leading: Question | undefined;
  marks: Marks | undefined;
  /** Are the rows looked for no further than a bound? */
  probes: boolean;
  sort: SortKey[];
  kind: Cursor["kind"];
  reverse: boolean;
  limit: number;
}

/** @returns the whole answer, `{ data, nextCursor, previousCursor, count }`, as text. */
export async function list(ctx: Context, objectName: string, wanted: ListQuery): Promise<string> {
  const object = ctx.catalogue.object(objectName);
  const query = withViewed(object, wanted);
  assertMay(ctx.actor, object, "read");
  const asked = await readAsked(ctx, object, query);
  const { row, count, question } = asked.search
    ? await askSearched(ctx, object, query, asked)
    : await askPage(
        ctx,
        remembered(ctx, ["list", objectName, query], () => readQuestion(ctx, object, query, asked)),
      );
  // Nothing stands at or behind that value: the end is the nearest place.
  if (question.kind === "at" && row.rows === 0) return list(ctx, objectName, { ...query, cursor: "end" });
  await auditReading(ctx, question.marks, () => JSON.parse(row.data) as Json);
  return answer({ ...row, data: textAsSeen(ctx, object, row.data) }, count, question);
}

interface Answered {
  question: Question;
  row: PageRow;
  count: number | null;
}

/** The page of a search. Common words are looked for from the place on, and only where that does not fill the page, everywhere. */
async function askSearched(
  ctx: Context,
  object: CatalogueObject,
  query: ListQuery,
  asked: AskedRows,
): Promise<Answered> {
  const density = await densityOf(ctx, object, asked);
  const beyond = density === "beyond counting";
  const plain: ListQuery = beyond ? { ...query, count: "none" } : query;
  const count = beyond && query.count !== "none" ? COUNT_CAP + 1 : undefined;
  if (density !== "few" && plain.count === "none") {
    const probing = readQuestion(ctx, object, plain, asked, PROBED);
    const probed = probing.probes ? await askPage(ctx, probing) : undefined;
    if (probed && probed.row.rows > probing.limit) return { ...probed, count: count ?? null };
  }
  const answered = await askPage(ctx, readQuestion(ctx, object, plain, asked));
  return { ...answered, count: count ?? answered.count };
}

/** The page, with the count where one is wanted: as it was counted a moment ago, else counted in the same statement. */
async function askPage(ctx: Context, question: Question): Promise<Answered> {
  if (question.leading) {
    const led = await askPage(ctx, question.leading);
    if (led.row.rows > question.limit) return led;
    question.leading = undefined;
  }
  const { counted, uncounted, countKey: key, kind, limit } = question;
  const { schema } = ctx.workspace;
  const kept = counted && keptCounts(ctx);
  const known = kept?.get(schema, key);
  const state = kept?.stateOf(schema) ?? 0;
  const [row] = await ctx.db.query<PageRow>(known === undefined && counted ? counted : uncounted);
  if (!counted) return { question, row: row!, count: null };
  // Whoever sees all of them on one page sees when the number is another by now.
  if (known !== undefined)
    return { question, row: row!, count: kind === "start" && row!.rows <= limit ? row!.rows : known };
  const count = Number(row!.count);
  kept?.put(schema, key, count, count <= COUNT_CAP, state);
  return { question, row: row!, count };
}

function readQuestion(
  ctx: Context,
  object: CatalogueObject,
  query: ListQuery,
  asked: AskedRows,
  probe?: number,
  leading = false,
): Question {
  const sort = readSort(ctx, object, query.sort, query.trash);
  const limit = query.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new InvalidInput([{ path: "limit", message: `is a whole number from 1 to ${MAX_LIMIT}` }]);
  const cursor = readCursor(query.cursor, sort);
  const order: PageOrder = {
    sort,
    reverse: cursor.kind === "before" || cursor.kind === "end",
    limit: limit + 1,
    leading,
  };
  if (cursor.kind === "after" || cursor.kind === "before") order.place = cursor.place;
  if (cursor.kind === "at") order.at = atValue(ctx, sort, cursor.value);
  const probes = probe !== undefined && mayProbe(ctx, object, asked, order);
  if (probes) order.probe = probe;
  const fields = selectedFields(ctx, object, query);
  const count = query.count === "none" ? undefined : cappedCount(ctx, object, asked);
  const statement = (counting: Sql) =>
    planned(asked, pageStatement(ctx, object, query, asked, order, fields, limit, counting));
  return {
    counted: count && statement(count),
    uncounted: statement(sql`null::text`),
    countKey: count ? countKey(compile(count)) : "",
    probes,
    leading:
      !leading && !asked.search && mayLead(order) ? readQuestion(ctx, object, query, asked, probe, true) : undefined,
    marks: marksWith(object, markedIn(ctx, object, fields, query.include), [
      ...markedInFilter(ctx, object, query.filter),
      ...sort.filter(({ field }) => field.definition.sensitive).map(({ field }) => field.name),
    ]),
    sort,
    kind: cursor.kind,
    reverse: order.reverse,
    limit,
  };
}

/**
 * How many rows a word finds decides how they are best read: such a plan is not kept. What a filter leaves may do so: PostgreSQL
 * compares. Rows that are the viewer's own or their teams' have an index in each order, whoever it is: to plan for each costs
 * more than to read.
 */
function planned({ search, filter }: AskedRows, page: Sql): Statement {
  if (search) return compile(page);
  return filter ? prepared(page) : { ...prepared(page), onePlan: true };
}

function pageStatement(
  ctx: Context,
  object: CatalogueObject,
  query: ListQuery,
  asked: AskedRows,
  order: PageOrder,
  fields: CatalogueField[],
  limit: number,
  counting: Sql,
): Sql {
  const keys = order.sort.map((_, index) => sql.ref(`page.k${index}`));
  const place = sql`json_build_array(${sql.join([...keys.map((key) => sql`${key}::text`), sql`page.id`])})::text`;
  const shape: RowShape = {
    json: (alias) => recordJson(ctx, object, alias, fields, query.include, query.trash),
    statistics: usesStatistics(fields),
  };
  // Rows come in their order, and one more than asked for tells that there are more.
  return sql`select coalesce(json_agg(page.record${order.reverse ? sql` order by page.rank desc` : sql``}) filter (where page.rank <= ${sql.lit(limit)}), '[]')::text as data,
      count(*)::int as rows,
      min(${place}) filter (where page.rank = 1) as nearest,
      min(${place}) filter (where page.rank = ${sql.lit(limit)}) as farthest,
      ${counting} as count
    from (select r.*, row_number() over () as rank from (${pageRows(ctx, object, asked, order, shape)}) as r) as page`;
}

/** Counts no further than the cap: "10,000+" is shown beyond. */
function cappedCount(ctx: Context, object: CatalogueObject, asked: AskedRows): Sql {
  const rights = rowRights(ctx, object);
  const visible = rights.all
    ? sql`true`
    : rights.branches.length === 0
      ? sql`false`
      : sql`(${sql.join(
          rights.branches.map((branch) => branch("t")),
          sql` or `,
        )})`;
  return sql`(select count(*)::text from (select 1 from ${fromObject(object, "t", asksStatistics(object, asked))}
    where ${askedCondition(ctx, object, asked, "t")} and ${visible} limit ${sql.lit(COUNT_CAP + 1)}) as capped)`;
}

/** A jump by value: the first sort field's value, read as the field reads it. */
function atValue(ctx: Context, sort: SortKey[], value: unknown): string {
  const field = sort[0]?.field;
  const parsed = field?.type.parse(value, field.definition, ctx.workspace.settings);
  if (!field || !parsed || "issue" in parsed)
    throw new InvalidInput([{ path: "cursor", message: "at: needs a value of the field sorted by" }], 400);
  const { suffix } = sortExpression(ctx, sort[0]!, "t");
  return columnText(field.type.toColumns(parsed.value, field.definition)[suffix]);
}

function answer(row: PageRow, counted: number | null, { sort, kind, reverse, limit }: Question): string {
  const more = row.rows > limit;
  const cursor = (direction: "after" | "before", place: string | null) => {
    if (place === null) return null;
    const values = JSON.parse(place) as (string | null)[];
    return writeCursor(direction, sort, { values: values.slice(0, -1), id: values.at(-1)! });
  };
  const next = reverse ? kind !== "end" : more;
  const previous = reverse ? more : kind !== "start";
  const nextCursor = next ? cursor("after", reverse ? row.nearest : row.farthest) : null;
  const previousCursor = previous ? cursor("before", reverse ? row.farthest : row.nearest) : null;
  const count = counted === null ? null : { value: Math.min(counted, COUNT_CAP), exact: counted <= COUNT_CAP };
  return `{"data":${row.data},"nextCursor":${JSON.stringify(nextCursor)},"previousCursor":${JSON.stringify(previousCursor)},"count":${JSON.stringify(count)}}`;
}
