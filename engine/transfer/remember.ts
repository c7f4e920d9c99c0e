/** Remembers what became of a file's columns, so that the next file with the same ones needs no word. */
import { createHash } from "node:crypto";
import { sql } from "#model/sql.ts";
import { fold } from "#model/folding.ts";
import { principalOf, type Context } from "../context.ts";
import { mappingSchema, type Mapping } from "./mapping.ts";
import type { Column } from "./reading/detect.ts";
import { REASON } from "./rejects.ts";

/** The same names in the same order; the reasons that we added to rejected rows are no column of theirs. */
export function fingerprint(columns: readonly Pick<Column, "name">[]): string {
  return createHash("sha256")
    .update(JSON.stringify(columns.filter((column) => column.name !== REASON).map((column) => fold(column.name))))
    .digest("hex")
    .slice(0, 32);
}

export async function remember(
  ctx: Context,
  row: { columns: readonly Column[]; detected: { header: boolean }; mapping: Mapping },
): Promise<void> {
  if (!row.detected.header) return;
  await ctx.db
    .query(sql`insert into import_mappings (fingerprint, mapping) values (${fingerprint(row.columns)}, ${JSON.stringify(withoutFigures(row.mapping))})
    on conflict (fingerprint) do update set mapping = excluded.mapping, used_at = now()`);
}

/** Which codes are fees is remembered; what they came to in this file is no one's who brings in the next. */
const withoutFigures = (mapping: Mapping): Mapping => ({
  ...mapping,
  fees: mapping.fees.map((fee) => ({ ...fee, description: "", lines: 0, amount: "0" })),
});

/** What is remembered, where it still fits the catalogue. */
export async function remembered(
  ctx: Context,
  { columns, detected }: { columns: readonly Column[]; detected: { header: boolean } },
  object?: string,
): Promise<Mapping | undefined> {
  if (!detected.header) return undefined;
  const [row] = await ctx.db.query(
    sql<{
      mapping: string;
    }>`select mapping::text as mapping from import_mappings where fingerprint = ${fingerprint(columns)}`,
  );
  const parsed = row ? mappingSchema.safeParse(JSON.parse(row.mapping)) : undefined;
  if (!parsed?.success) return undefined;
  const known = parsed.data.columns.every(
    ({ target }) => target === null || ctx.catalogue.objects.get(target.object)?.fields.has(target.field),
  );
  return known && (object === undefined || parsed.data.object === object) ? parsed.data : undefined;
}

const CANDIDATES = 50;

/** The import whose rejected rows these are: the newest of this person with these columns that rejected any. */
export async function rejectedBy(
  ctx: Context,
  columns: readonly Column[],
): Promise<{ id: string; mapping: Mapping } | undefined> {
  if (!columns.some((column) => column.name === REASON)) return undefined;
  const rows = await ctx.db.query(sql<{ id: string; columns: string; mapping: string }>`
    select id, columns::text as columns, mapping::text as mapping from imports
    where created_by is not distinct from ${principalOf(ctx.actor)}::uuid and status in ('done', 'failed', 'cancelled') and (counts ->> 'rejected')::bigint > 0
    order by created_at desc, id desc limit ${CANDIDATES}`);
  const wanted = fingerprint(columns);
  for (const row of rows) {
    if (fingerprint(JSON.parse(row.columns) as Column[]) !== wanted) continue;
    const parsed = mappingSchema.safeParse(JSON.parse(row.mapping));
    if (parsed.success) return { id: row.id, mapping: parsed.data };
  }
  return undefined;
}
