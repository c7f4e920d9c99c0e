/** The keys of one page: ordered branches, each served by an index, merged and cut. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Filter } from "#model/filter.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { rowRights, type RowCondition } from "../access/record-rights.ts";
import { filterUsesStatistics, fromObject } from "./columns.ts";
import { hasSortIndex } from "../schema/desired.ts";
import { compileFilter } from "./filter.ts";
import { rightsQuery, searchCondition, vectorOf } from "../search/condition.ts";
import { searchFor } from "../search/widen.ts";
import type { SearchText } from "../search/terms.ts";
import { beyond, idDescending, sortExpression, type Place, type SortKey } from "./sort.ts";

export interface Asked {
  filter?: Filter | undefined;
  q?: string | undefined;
  trash?: boolean;
  /** Only records with this id or one before it: those that were there when it was made. */
  until?: string | undefined;
}

/** What is asked for, with the search text made ready: every page, count and sum of one question gets the same rows. */
export interface AskedRows {
  filter?: Filter | undefined;
  search?: SearchText | undefined;
  trash?: boolean;
  until?: string | undefined;
  /** Records in the trash as well as those that are not. */
  everything?: boolean;
  q?: never;
}

/** Makes the question ready: where the words of `q` alone find nothing, words much like them are looked up. */
export async function readAsked(ctx: Context, object: CatalogueObject, asked: Asked): Promise<AskedRows> {
  return {
    ...(asked.filter === undefined ? {} : { filter: asked.filter }),
    ...(asked.trash === undefined ? {} : { trash: asked.trash }),
    ...(asked.until === undefined ? {} : { until: asked.until }),
    ...(asked.q ? { search: await searchFor(ctx, object, asked.q) } : {}),
  };
}

export interface PageOrder {
  sort: SortKey[];
  reverse: boolean;
  limit: number;
  place?: Place | undefined;
  /** Begin at the first row whose first sort value is not before this one. */
  at?: string | undefined;
  /** Of a search: look for its words in so many rows from the place on, in the list's order, and no further. */
  probe?: number | undefined;
  /** Only rows with a first sort value, for a page that these are likely to fill: the rows without one are not looked at. */
  leading?: boolean;
}

/** What a row must fulfil, rights left out. */
export function askedCondition(ctx: Context, object: CatalogueObject, asked: AskedRows, alias: string): Sql {
  const deleted = sql.ref(`${alias}.deleted_at`);
  const parts = [asked.everything ? sql`true` : asked.trash ? sql`${deleted} is not null` : sql`${deleted} is null`];
  if (asked.filter) parts.push(compileFilter(ctx, object, asked.filter, alias));
  if (asked.search) parts.push(searchCondition(ctx, object, asked.search, alias));
  if (asked.until !== undefined) parts.push(sql`${sql.ref(`${alias}.id`)} <= ${asked.until}::uuid`);
  return sql.join(parts, sql` and `);
}

export function asksStatistics(object: CatalogueObject, asked: AskedRows, sort: SortKey[] = []): boolean {
  return filterUsesStatistics(object, asked.filter) || sort.some((key) => key.field.source === "statistics");
}

/** What is made of a row beside its keys. */
export interface RowShape {
  /** JSON of the row with that alias; given as `record`. */
  json: (alias: string) => Sql;
  /** Does it read the computed facts? */
  statistics: boolean;
}

/** Up to so many branches make their rows' JSON themselves; beyond, the statement would grow more than it saves. */
const FEW_BRANCHES = 2;

/** Branches whose rows are merged in order are read as far as the page needs; others are read to their own end. */
const isMerged = (order: PageOrder): boolean => nullParts(order).length < 2;

/** `select id, k0, k1 … record` of the page's rows, at most `limit`, in order. */
export function pageRows(
  ctx: Context,
  object: CatalogueObject,
  asked: AskedRows,
  order: PageOrder,
  shape: RowShape,
): Sql {
  const { length } = branchesOf(ctx, object, order);
  if (length < 2 || (length <= FEW_BRANCHES && isMerged(order))) return pageKeys(ctx, object, asked, order, shape);
  const merged = orderOf(order, (_, index) => sql.ref(`k.k${index}`), sql.ref("k.id"));
  return sql`select k.*, ${shape.json("t")} as record from (${pageKeys(ctx, object, asked, order)}) as k
    join ${fromObject(object, "t", shape.statistics)} on t.id = k.id order by ${merged}`;
}

/**
 * `select id, k0, k1 …` of the page's rows, at most `limit`, in order. One branch for each set of rows that an index can
 * give in that order: the viewer's rights make branches, and rows without a first sort value are one of their own.
 */
export function pageKeys(
  ctx: Context,
  object: CatalogueObject,
  asked: AskedRows,
  order: PageOrder,
  shape?: RowShape,
): Sql {
  const branches = branchesOf(ctx, object, order).map((each) => branch(ctx, object, asked, order, each, shape));
  if (branches.length === 0) {
    const nothing = [sql`null::uuid as id`, ...order.sort.map((_, i) => sql`null::text as ${sql.id(`k${i}`)}`)];
    return sql`select ${sql.join(shape ? [...nothing, sql`null::json as record`] : nothing)} where false`;
  }
  if (branches.length === 1) return branches[0]!;
  const merged = sql.join(
    branches.map((each) => sql`(${each})`),
    sql` union all `,
  );
  return sql`select * from (${merged}) as merged order by ${orderOf({ ...order, plain: isMerged(order) }, (_, index) => sql.ref(`k${index}`), sql.ref("id"))} limit ${sql.lit(order.limit)}`;
}

interface Branch {
  row: RowCondition | undefined;
  part: NullPart;
}

function branchesOf(ctx: Context, object: CatalogueObject, order: PageOrder): Branch[] {
  const rights = rowRights(ctx, object);
  const rows: (RowCondition | undefined)[] = rights.all ? [undefined] : rights.branches;
  return rows.flatMap((row) => nullParts(order).map((part) => ({ row, part })));
}

/** Does the page consist of rows with a first sort value and, where these do not fill it, of rows without one? */
export const mayLead = (order: PageOrder): boolean => !order.reverse && nullParts(order).length > 1;

/** Can the page be had by a probe? Only where one index gives the rows in their order, so that the first found are the first. */
export function mayProbe(ctx: Context, object: CatalogueObject, asked: AskedRows, order: PageOrder): boolean {
  const rights = rowRights(ctx, object);
  const first = order.sort[0];
  return (
    (rights.all || rights.branches.length === 1) &&
    (!order.reverse || allNullParts(order).length === 1) &&
    first !== undefined &&
    hasSortIndex(object, first.field) &&
    !asksStatistics(object, asked, order.sort)
  );
}

type NullPart = "filled" | "empty" | "any";

function nullParts(order: PageOrder): NullPart[] {
  // A probe that fills the page does so before it comes to rows without a value.
  return order.leading || order.probe !== undefined ? allNullParts(order).slice(0, 1) : allNullParts(order);
}

function allNullParts(order: PageOrder): NullPart[] {
  const first = order.sort[0];
  if (!first || first.filled) return ["any"];
  if (order.at !== undefined) return ["filled"];
  // Upwards the empty ones stand last in the index as well.
  if (!order.place && !first.descending) return ["any"];
  if (order.place && !order.reverse && order.place.values[0] === null) return ["empty"];
  if (order.place && order.reverse && order.place.values[0] !== null) return ["filled"];
  return ["filled", "empty"];
}

function branch(
  ctx: Context,
  object: CatalogueObject,
  asked: AskedRows,
  order: PageOrder,
  { row, part }: Branch,
  shape: RowShape | undefined,
): Sql {
  const alias = "t";
  const first = order.sort[0];
  const { search: _found, ...others } = asked;
  const where = [askedCondition(ctx, object, others, alias)];
  if (row) where.push(row(alias));
  if (first && part !== "any") {
    const { by } = sortExpression(ctx, first, alias);
    where.push(part === "filled" ? sql`${by} is not null` : sql`${by} is null`);
  }
  if (order.place)
    where.push(...bounds(ctx, order, alias, part), beyond(ctx, order.sort, alias, order.place, order.reverse));
  if (order.at !== undefined && first) {
    const { by, cast } = sortExpression(ctx, first, alias);
    where.push(sql`${by} ${sql.raw(first.descending ? "<=" : ">=")} ${order.at}::${sql.raw(cast)}`);
  }
  const keys = order.sort.map((key, index) => sql`${sortExpression(ctx, key, alias).by} as ${sql.id(`k${index}`)}`);
  const record = shape ? [sql`${shape.json(alias)} as record`] : [];
  const statistics = asksStatistics(object, asked, order.sort) || shape?.statistics === true;
  const probed = asked.search && order.probe !== undefined;
  const rows = probed ? probedRows(ctx, object, where, order, alias) : foundRows(ctx, object, asked);
  const left = probed ? searchCondition(ctx, object, asked.search!, alias) : sql.join(where, sql` and `);
  return sql`select ${sql.join([sql`${sql.ref(`${alias}.id`)} as id`, ...keys, ...record])}
    from ${fromObject(object, alias, statistics, rows)}
    where ${left}
    order by ${branchOrder(ctx, order, alias)} limit ${sql.lit(order.limit)}`;
}

/**
 * The rows that a search finds, found before they are put in order: PostgreSQL takes them to be spread evenly over the list, and
 * would read it from the start to the place where names of one script stand together. Undefined without a search.
 */
function foundRows(ctx: Context, object: CatalogueObject, asked: AskedRows): Sql | undefined {
  if (!asked.search) return undefined;
  const only = rightsQuery(ctx, object);
  const mine = only === undefined ? sql`` : sql` and ${vectorOf("t")} @@ ${only}::tsquery`;
  const living = asked.trash ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`;
  return sql`(select * from ${sql.id(object.table)} as t where ${living} and ${searchCondition(ctx, object, asked.search, "t")}${mine} offset 0)`;
}

/** The rows in the list's order, up to the bound of the probe, whatever words they have. */
const probedRows = (
  ctx: Context,
  object: CatalogueObject,
  where: readonly Sql[],
  order: PageOrder,
  alias: string,
): Sql =>
  sql`(select * from ${sql.id(object.table)} as ${sql.id(alias)} where ${sql.join(where, sql` and `)}
    order by ${branchOrder(ctx, order, alias)} limit ${sql.lit(order.probe!)})`;

/** Says again what `beyond` implies of the first key, in the form an index range can use. */
function bounds(ctx: Context, order: PageOrder, alias: string, part: NullPart): Sql[] {
  const first = order.sort[0];
  const value = order.place?.values[0];
  if (!first || value === null || value === undefined || part === "empty") return [];
  const { by, cast } = sortExpression(ctx, first, alias);
  const up = first.descending === order.reverse;
  if (order.sort.length > 1) return [sql`${by} ${sql.raw(up ? ">=" : "<=")} ${value}::${sql.raw(cast)}`];
  return [
    sql`(${by}, ${sql.ref(`${alias}.id`)}) ${sql.raw(up ? ">" : "<")} (${value}::${sql.raw(cast)}, ${order.place!.id}::uuid)`,
  ];
}

/** Inside a branch the first key is filled or empty throughout, so the plain index order is the list's order. */
function branchOrder(ctx: Context, order: PageOrder, alias: string): Sql {
  const parts = order.sort.map((key, index) => {
    const { by } = sortExpression(ctx, key, alias);
    const down = key.descending !== order.reverse;
    const nulls = index === 0 ? sql`` : order.reverse ? sql` nulls first` : sql` nulls last`;
    return sql`${by} ${sql.raw(down ? "desc" : "asc")}${nulls}`;
  });
  const idDown = idDescending(order.sort) !== order.reverse;
  return sql.join([...parts, sql`${sql.ref(`${alias}.id`)} ${sql.raw(idDown ? "desc" : "asc")}`]);
}

/** The order of merged rows, nulls last; reversed they come first. `plain`: the first key needs no place for nulls, as in the branches. */
export function orderOf(
  order: Pick<PageOrder, "sort" | "reverse"> & { plain?: boolean },
  by: (key: SortKey, index: number) => Sql,
  id: Sql,
): Sql {
  const nulls = order.reverse ? sql` nulls first` : sql` nulls last`;
  const parts = order.sort.map((key, index) => {
    const down = key.descending !== order.reverse;
    return sql`${by(key, index)} ${sql.raw(down ? "desc" : "asc")}${index === 0 && order.plain ? sql`` : nulls}`;
  });
  const idDown = idDescending(order.sort) !== order.reverse;
  return sql.join([...parts, sql`${id} ${sql.raw(idDown ? "desc" : "asc")}`]);
}
