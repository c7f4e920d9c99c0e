/** The distinct words of a workspace's records: where search looks for a word that was typed in part or misspelt. */
import { sql } from "#model/sql.ts";
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { lexiconWords } from "./lexemes.ts";

/** Words that this process knows to stand in the table, by workspace; a catalogue belongs to one database. */
const known = new WeakMap<Catalogue, Map<string, Set<string>>>();
const MAX_KNOWN = 200_000;

function knownTo(ctx: Context): Set<string> {
  let workspaces = known.get(ctx.catalogue);
  if (!workspaces) known.set(ctx.catalogue, (workspaces = new Map()));
  let words = workspaces.get(ctx.workspace.id);
  if (!words || words.size > MAX_KNOWN) workspaces.set(ctx.workspace.id, (words = new Set()));
  return words;
}

/**
 * Adds the words that are not there yet, with the records that bring them. The table has no unique key, so that nobody waits
 * for another's word: two writers at once may both add it, which costs a row and no more. Words are never taken away.
 */
export async function keepWords(ctx: Context, object: CatalogueObject, records: readonly JsonObject[]): Promise<void> {
  const standing = knownTo(ctx);
  const fresh = new Set<string>();
  for (const values of records)
    for (const word of lexiconWords(object, values)) if (!standing.has(word)) fresh.add(word);
  if (fresh.size === 0) return;
  // What this transaction itself has added may yet be taken back.
  const rows = await ctx.db.query<{ word: string }>(sql`
    with given as (select word collate "C" from unnest(${[...fresh].sort()}::text[]) as word),
      there as (select distinct s.word, s.xmin = pg_current_xact_id()::xid as ours from search_words as s where s.word in (select word from given)),
      added as (insert into search_words (word) select word from given where word not in (select word from there))
    select word from there where not ours`);
  for (const { word } of rows) standing.add(word);
}
