/** Which words of a search very many records have, as PostgreSQL has counted: they are looked for in the rows of a rare one and not in the index. */
import { sql } from "#model/sql.ts";
import { words } from "#model/folding.ts";
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import { piecesOf, soundsOf } from "./lexemes.ts";
import { isShort, type SearchText } from "./terms.ts";

/** From so many records on the index is slow to give them all. */
const COMMON = 8_000;
/** A row that is looked into costs as much as so many entries of the index, for it stands on a page of its own. */
const ENTRIES_PER_ROW = 30;
/** PostgreSQL counts anew when a tenth of the rows has changed. */
const FRESH_FOR_MS = 600_000;

/** Common lexemes with their records, of the object that has the most. */
type Lexemes = ReadonlyMap<string, number>;

const kept = new WeakMap<Catalogue, Map<string, { at: number; lexemes: Lexemes }>>();

/** The same search, with those of its words that are common beside one that is not. One statement, if any, in ten minutes. */
export async function withCommon(
  ctx: Context,
  objects: readonly CatalogueObject[],
  search: SearchText,
): Promise<SearchText> {
  const terms = search.terms.filter((term) => !isShort(term));
  if (terms.length < 2 || search.phones.length > 0) return search;
  const lexemes = await commonLexemes(ctx, objects);
  const records = terms.map((term) => recordsWith(search, term, lexemes));
  const least = Math.max(COMMON, Math.min(...records) * ENTRIES_PER_ROW);
  const common = terms.filter((_, place) => records[place]! >= least);
  return common.length === 0 ? search : { ...search, common: new Set(common) };
}

/** As far as common lexemes tell; what none of them tells of is taken for rare. */
function recordsWith({ heard, alike }: SearchText, term: string, lexemes: Lexemes): number {
  const parts = words(term);
  const begun = piecesOf(parts.at(-1) ?? "").at(-1) ?? "";
  if (parts.length !== 1 || begun === "") return 0;
  const others = new Set([...soundsOf(parts[0]!), ...(heard.get(term)?.flat() ?? []), ...(alike?.get(term) ?? [])]);
  let records = 0;
  for (const [lexeme, times] of lexemes) if (lexeme.startsWith(begun) || others.has(lexeme)) records += times;
  return records;
}

async function commonLexemes(ctx: Context, objects: readonly CatalogueObject[]): Promise<Lexemes> {
  const product = ctx.catalogue.base ?? ctx.catalogue;
  let workspaces = kept.get(product);
  if (!workspaces) kept.set(product, (workspaces = new Map()));
  const { schema } = ctx.workspace;
  const tables = objects.map(({ table }) => table);
  const name = `${schema} ${tables.join()}`;
  const known = workspaces.get(name);
  if (known && Date.now() - known.at < FRESH_FOR_MS) return known.lexemes;
  const rows = await ctx.db.query(sql<{ lexeme: string; records: number }>`
    select e.lexeme, max(e.share * c.reltuples)::float8 as records
    from pg_stats s join pg_class c on c.oid = format('%I.%I', s.schemaname, s.tablename)::regclass,
      unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e(lexeme, share)
    where s.schemaname = ${schema} and s.tablename = any(${tables}::text[]) and s.attname = 'search'
      and e.lexeme is not null and e.share * c.reltuples >= ${COMMON / 10}
    group by e.lexeme`);
  const lexemes = new Map(rows.map((row) => [row.lexeme, row.records]));
  workspaces.set(name, { at: Date.now(), lexemes });
  return lexemes;
}
