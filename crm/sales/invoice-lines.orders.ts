/** Makes orders of staged invoice lines: new ones whole, standing ones only where they differ. */
import { sql } from "#model/sql.ts";
import { rowCondition } from "#engine/access/record-rights.ts";
import type { Context } from "#engine/context.ts";
import { readValues, type RecordValues } from "#engine/query/read.ts";
import { createRecords, updateRecords } from "#engine/records/records.ts";
import { sameValue } from "#engine/records/same-value.ts";
import type { Outcome } from "#engine/records/door.ts";
import {
  noCounts,
  type CellIssue,
  type ChunkResult,
  type Phase,
  type Reject,
  type Work,
} from "#engine/transfer/preset.ts";
import { canonical } from "#fields/reading/decimal.ts";
import { columnText, type Json, type JsonObject } from "#model/json.ts";
import { returned } from "./order-amounts.ts";
import { tablesOf } from "./invoice-lines.arrange.ts";
import { recognise } from "./invoice-lines.masters.ts";

/** Lines in a chunk, at least one order. */
const LINES = 5000;
const KINDS: Record<string, string> = { s: "sale", r: "return", a: "adjustment" };

interface OrderRow {
  number_key: string;
  number: string;
  kind: string;
  at: Date;
  party_key: string | null;
  customer: string | null;
  country: string | null;
  head: string | null;
  id: string | null;
}

interface LineRow {
  number_key: string;
  n: string;
  product: string | null;
  /** Only where the product is not known. */
  code: string | null;
  description: string | null;
  quantity: string;
  price: string;
  line: string | null;
}

interface Stretch {
  from: number;
  to: number;
  orders: OrderRow[];
  lines: LineRow[];
}

interface Staged {
  id: string | null;
  rows: number[];
  fault: CellIssue | undefined;
  input: JsonObject & { lines: JsonObject[] };
}

export function orderPhase(work: Work): Phase {
  const { orders } = tablesOf(work);
  let ahead: Promise<Stretch | undefined> | undefined;
  /** The stretch after `position`; what comes next is read meanwhile on another connection, for the staged rows stand still. */
  const next = async (ctx: Context, position: number): Promise<Stretch> => {
    const found = await ahead;
    const stretch = found?.from === position ? found : (await readStretch(work, ctx, position))!;
    ahead = readStretch(work, work.ctx, stretch.to).catch(() => undefined);
    return stretch;
  };
  return {
    name: "orders",
    async total(ctx) {
      await recognise(ctx, work);
      const [row] = await ctx.db.query(
        sql<{ last: string | null }>`select max(through)::text as last from ${sql.id(orders)}`,
      );
      return Number(row?.last ?? 0);
    },
    async chunk(ctx, position, dry) {
      return bringIn(work, ctx, await next(ctx, position), dry);
    },
  };
}

async function bringIn(work: Work, ctx: Context, stretch: Stretch, dry: boolean): Promise<ChunkResult> {
  const staged = gathered(work, stretch, dry);
  const result: ChunkResult = {
    position: stretch.to,
    rows: 0,
    counts: { order: noCounts(), orderLine: noCounts() },
    rejects: [],
  };
  const sound = staged.filter((order) => order.fault === undefined);
  for (const order of staged) if (order.fault) result.rejects.push(...rejectsOf(order, [order.fault]));
  const fresh = work.mapping.mode === "update" ? [] : sound.filter((order) => order.id === null);
  const changed =
    work.mapping.mode === "create"
      ? []
      : await different(
          ctx,
          sound.filter((order) => order.id !== null),
        );
  const written = dry
    ? { fresh, changed: changed.map(({ order }) => order) }
    : await write(ctx, fresh, changed, result);
  count(result, sound, written);
  return result;
}

/** Whole orders of about so many lines, in the order of the file, with what they point at. Undefined at the end. */
async function readStretch(work: Work, ctx: Context, from: number): Promise<Stretch | undefined> {
  const tables = tablesOf(work);
  const after = sql`select o.through::text as through from ${sql.id(tables.orders)} as o where o.through > ${from}`;
  const [border] = await ctx.db.query(sql<{ through: string }>`
    (${after} and o.through <= ${from + LINES} order by o.through desc limit 1) union all (${after} order by o.through limit 1) limit 1`);
  if (!border) return undefined;
  const to = Number(border.through);
  const within = sql`o.through > ${from} and o.through <= ${to} order by o.through`;
  const orders = await ctx.db.query(sql<OrderRow>`
    select o.number_key, s.number, o.kind, o.at, o.party_key, c.customer_id as customer, o.country, s.head::text as head, e.id
    from ${sql.id(tables.orders)} as o join ${sql.id(work.staging)} as s on s.n = o.first left join ${sql.id(tables.parties)} as c on c.key = o.party_key
      left join lateral (select t.id from orders as t where t.number_key = o.number_key collate "und-x-icu" and t.deleted_at is null and ${rowCondition(ctx, ctx.catalogue.object("order"), "t")} limit 1) as e on true where ${within}`);
  const lines = await ctx.db.query(sql<LineRow>`
    select o.number_key, s.n, p.id as product, case when p.id is null then s.code end as code, s.description, s.quantity, s.price, s.line::text as line
    from ${sql.id(tables.orders)} as o join ${sql.id(work.staging)} as s on s.number_key = o.number_key left join ${sql.id(tables.products)} as p on p.code = s.code where ${within}, s.n`);
  return { from, to, orders, lines };
}

function gathered(work: Work, { orders, lines }: Stretch, dry: boolean): Staged[] {
  const staged = new Map(orders.map((row) => [row.number_key, orderOf(work, row, dry)]));
  for (const row of lines) {
    const order = staged.get(row.number_key)!;
    order.rows.push(Number(row.n));
    order.input.lines.push(lineOf(row));
    if (!dry && row.code !== null)
      order.fault = {
        column: null,
        message: `the product ${row.code} could not be made`,
        code: "transfer.noProduct",
        params: { code: row.code },
      };
  }
  return [...staged.values()];
}

function orderOf(work: Work, row: OrderRow, dry: boolean): Staged {
  const head = row.head === null ? {} : (JSON.parse(row.head) as JsonObject);
  const missing = !dry && row.party_key !== null && row.customer === null;
  return {
    id: row.id,
    rows: [],
    fault: missing
      ? { column: null, message: "the customer could not be made", code: "transfer.noCustomer" }
      : undefined,
    input: {
      number: row.number,
      kind: KINDS[row.kind] ?? "sale",
      status: "invoiced",
      orderedAt: row.at.toISOString(),
      currency: work.mapping.currency,
      ...(row.customer === null ? {} : { customer: row.customer }),
      ...(row.country === null ? {} : { country: row.country }),
      ...head,
      lines: [],
    },
  };
}

function lineOf(row: LineRow): JsonObject {
  const line: JsonObject = {
    product: row.product,
    description: row.description,
    quantity: row.quantity,
    unitPrice: row.price,
  };
  return row.line === null ? line : { ...line, ...(JSON.parse(row.line) as JsonObject) };
}

interface Difference {
  order: Staged;
  patch: JsonObject;
}

/** What stands otherwise than the file says. Lines are compared and replaced as a whole. */
async function different(ctx: Context, orders: readonly Staged[]): Promise<Difference[]> {
  const object = ctx.catalogue.object("order");
  const standing = await readValues(
    ctx,
    object,
    orders.map((order) => order.id!),
    { children: true },
  );
  return orders.flatMap((order) => {
    const before = standing.get(order.id!);
    if (!before) return [];
    const patch: JsonObject = {};
    for (const [field, value] of Object.entries(order.input)) {
      const same =
        field === "lines"
          ? sameLines(before, order.input)
          : field === "status"
            ? true
            : sameValue(object.fields.get(field)!, before[field], value);
      if (!same) patch[field] = value;
    }
    return Object.keys(patch).length === 0 ? [] : [{ order, patch }];
  });
}

function sameLines(before: RecordValues, input: Staged["input"]): boolean {
  const former = (before["lines"] as JsonObject[]).toSorted(
    (a, b) => Number(a["position"] ?? 0) - Number(b["position"] ?? 0),
  );
  if (former.length !== input.lines.length) return false;
  const isReturn = input["kind"] === "return";
  return input.lines.every((line, index) => {
    const meant = isReturn ? returned({ ...line, quantity: canonical(columnText(line["quantity"])) }) : line;
    return Object.entries(meant).every(([field, value]) => sameCell(former[index]![field], value));
  });
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function sameCell(before: Json | undefined, value: Json): boolean {
  if (before === value) return true;
  if ((before ?? null) === null || value === null) return (before ?? null) === value;
  const [a, b] = [columnText(before), columnText(value)];
  return a === b || (NUMBER.test(a) && NUMBER.test(b) && canonical(a) === canonical(b));
}

interface Written {
  fresh: readonly Staged[];
  changed: readonly Staged[];
}

/** Passes them through the door; what it refuses is told with its rows. */
async function write(
  ctx: Context,
  fresh: readonly Staged[],
  changed: readonly Difference[],
  result: ChunkResult,
): Promise<Written> {
  const made = await createRecords(
    ctx,
    "order",
    fresh.map((order) => order.input),
    { mode: "collect" },
  );
  const updated = await updateRecords(
    ctx,
    "order",
    changed.map(({ order, patch }) => ({ id: order.id!, patch })),
    { mode: "collect" },
  );
  const kept = <T>(list: readonly T[], outcomes: readonly Outcome[], orderOf: (item: T) => Staged): Staged[] =>
    list.flatMap((item, index) => {
      const outcome = outcomes[index]!;
      if (outcome.done) return [orderOf(item)];
      const issues =
        outcome.problem.issues.length > 0 ? outcome.problem.issues : [{ path: "", message: outcome.problem.message }];
      const order = orderOf(item);
      order.fault = { column: null, message: issues[0]!.message };
      result.rejects.push(
        ...rejectsOf(
          order,
          issues.slice(0, 5).map(({ path, ...issue }) => ({
            ...issue,
            message: path ? `${path}: ${issue.message}` : issue.message,
            column: null,
          })),
        ),
      );
      return [];
    });
  return { fresh: kept(fresh, made, (order) => order), changed: kept(changed, updated, ({ order }) => order) };
}

const rejectsOf = (order: Staged, issues: CellIssue[]): Reject[] => order.rows.map((row) => ({ row, issues }));

function count(result: ChunkResult, sound: readonly Staged[], { fresh, changed }: Written): void {
  const lines = (list: readonly Staged[]): number => list.reduce((sum, order) => sum + order.rows.length, 0);
  const kept = sound.filter((order) => order.fault === undefined);
  const untouched = kept.filter((order) => !fresh.includes(order) && !changed.includes(order));
  result.counts["order"] = { create: fresh.length, update: changed.length, unchanged: untouched.length };
  result.counts["orderLine"] = { create: lines(fresh), update: lines(changed), unchanged: lines(untouched) };
  result.rows = lines(kept);
}
