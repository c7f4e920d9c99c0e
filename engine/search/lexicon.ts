/** The distinct words of a workspace's records: where search looks for a word that was typed in part or misspelt. */
import { sql } from "#model/sql.ts";
import type { Catalogue, CatalogueObject } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { distance } from "./distance.ts";
import { isLexiconWord, lexiconWords } from "./lexemes.ts";

/** Words that this process knows to stand in the table, by workspace; a catalogue belongs to one database. */
const known = new WeakMap<Catalogue, Map<string, Set<string>>>();
const MAX_KNOWN = 200_000;

function knownTo(ctx: Context): Set<string> {
  const product = ctx.catalogue.base ?? ctx.catalogue;
  let workspaces = known.get(product);
  if (!workspaces) known.set(product, (workspaces = new Map()));
  let words = workspaces.get(ctx.workspace.id);
  if (!words || words.size > MAX_KNOWN) workspaces.set(ctx.workspace.id, (words = new Set()));
  return words;
}

/** Words that a transaction adds. */
const adding = new WeakMap<object, Set<string>>();

/**
 * Adds the words that are not there yet, with the records that bring them. The table has no unique key, so that nobody waits
 * for another's word: two writers at once may both add it, which costs a row and no more. Words are never taken away.
 */
export async function keepWords(ctx: Context, object: CatalogueObject, records: readonly JsonObject[]): Promise<void> {
  const { open } = ctx.db;
  const standing = knownTo(ctx);
  const added = (open && adding.get(open.memory)) ?? new Set<string>();
  const fresh = new Set<string>();
  for (const values of records)
    for (const word of lexiconWords(object, values)) if (!standing.has(word) && !added.has(word)) fresh.add(word);
  if (fresh.size === 0) return;
  await ctx.db
    .write(sql`insert into search_words (word) select g.word from unnest(${[...fresh].sort()}::text[]) as g(word)
    where not exists (select from search_words as s where s.word = g.word collate "C")`);
  if (!open) return;
  // What this transaction itself has added may yet be taken back.
  for (const word of fresh) added.add(word);
  adding.set(open.memory, added);
  open.afterwards(() => fresh.forEach((word) => standing.add(word)));
}

/** Words that a term may stand for; more would make the search slow and tell nothing. */
const MOST_ALIKE = 32;
const CANDIDATES = 200;
/** Below this a slip makes another word of it. In letters. */
const MISSPELT = 4;
const LONG = 8;

/** May the term stand for words that do not begin with it? */
export const mayStandForOthers = (term: string): boolean => isLexiconWord(term);

/**
 * For each term the words of the workspace that contain it or are one slip away from it, two where it is long: the nearest
 * and shortest first. One statement for all terms. The words are of all records, so only ask where rights are met afterwards.
 */
export async function alikeWords(ctx: Context, terms: readonly string[]): Promise<Map<string, string[]>> {
  const asked = terms.filter(mayStandForOthers);
  if (asked.length === 0) return new Map();
  const parts = asked.flatMap((term, place) => {
    const within = sql`select ${place}::int as place, word from search_words where word like ${`%${term}%`} limit ${CANDIDATES}`;
    if ([...term].length < MISSPELT) return [within];
    // The similarity from which % holds is set with the connection: see the database's checking out.
    const near = sql`select ${place}::int as place, word from search_words where word % ${term} order by similarity(word, ${term}) desc limit ${CANDIDATES}`;
    const swapped = sql`select ${place}::int as place, word from search_words where word = any(${swaps(term)}::text[])`;
    return [within, near, swapped];
  });
  const rows = await ctx.db.query<{ place: number; word: string }>(
    sql`${sql.join(
      parts.map((part) => sql`(${part})`),
      sql` union `,
    )}`,
  );
  const found = Map.groupBy(rows, (row) => asked[row.place]!);
  return new Map(
    [...found].map(([term, all]) => [
      term,
      nearest(
        term,
        all.map(({ word }) => word),
      ),
    ]),
  );
}

function nearest(term: string, found: readonly string[]): string[] {
  const { length } = [...term];
  const most = length < MISSPELT ? 0 : length < LONG ? 1 : 2;
  return found
    .filter((word) => word !== term)
    .map((word) => ({ word, slips: distance(term, word, most) }))
    .filter(({ word, slips }) => slips <= most || word.includes(term))
    .sort((a, b) => a.slips - b.slips || a.word.length - b.word.length || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_ALIKE)
    .map(({ word }) => word);
}

/** The term with each two neighbours swapped: such words share few trigrams. */
function swaps(term: string): string[] {
  const letters = [...term];
  return letters
    .slice(1)
    .map((letter, index) =>
      [...letters.slice(0, index), letter, letters[index]!, ...letters.slice(index + 2)].join(""),
    );
}
