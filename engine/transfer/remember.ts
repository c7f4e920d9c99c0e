/** Remembers what became of a file's columns, so that the next file with the same ones needs no word. */
import { createHash } from "node:crypto";
import { sql } from "#model/sql.ts";
import { fold } from "#model/folding.ts";
import type { Context } from "../context.ts";
import { mappingSchema, type Mapping } from "./mapping.ts";
import type { Column } from "./reading/detect.ts";

/** The same names in the same order. */
export function fingerprint(columns: readonly Pick<Column, "name">[]): string {
  return createHash("sha256")
    .update(JSON.stringify(columns.map((column) => fold(column.name))))
    .digest("hex")
    .slice(0, 32);
}

export async function remember(
  ctx: Context,
  row: { columns: readonly Column[]; detected: { header: boolean }; mapping: Mapping },
): Promise<void> {
  if (!row.detected.header) return;
  await ctx.db
    .query(sql`insert into import_mappings (fingerprint, mapping) values (${fingerprint(row.columns)}, ${JSON.stringify(row.mapping)})
    on conflict (fingerprint) do update set mapping = excluded.mapping, used_at = now()`);
}

/** What is remembered, where it still fits the catalogue. */
export async function remembered(ctx: Context, columns: readonly Column[]): Promise<Mapping | undefined> {
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
  return known ? parsed.data : undefined;
}
