/** Pairs of the same name in two scripts from the data sets, and how well the name key finds the one by the other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { nameKeys } from "#model/name-key/name-key.ts";
import { nameSimilarity } from "#model/name-key/name-similarity.ts";

const FOLDER = join(process.env["RAABTA_VERIFY_DATA"] ?? "../shared/data", "names");

/** A word and its partner in another script; held back when the costs were not fitted to it. */
export interface Pair {
  from: string;
  to: string;
  held: boolean;
}

/** Of lookups of `from` among all `to`: how often a partner came first, and among the first ten; of other words, how many shared a key. */
export interface Found {
  lookups: number;
  first: number;
  ten: number;
  falseMatches: number;
}

function rows(file: string, separator = "\t"): string[][] {
  const bytes = readFileSync(join(FOLDER, file));
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").trim();
  return text.split(/\r?\n/).map((line) => line.split(separator));
}

const isWord = (text: string | undefined): text is string => /^(?:[\p{L}\p{M}'-]|\u200c|\u200d)+$/u.test(text ?? "");
const pair = (from: string | undefined, to: string | undefined, held = true): Pair[] =>
  isWord(from) && isWord(to) ? [{ from: from.toLowerCase(), to: to.toLowerCase(), held }] : [];
/** To look the other way. */
export const turned = (pairs: Pair[]): Pair[] => pairs.map(({ from, to, held }) => ({ from: to, to: from, held }));

/** Person names of India; the costs were fitted to every second row, the others count. */
export const indianNames = (): Pair[] =>
  rows("indian_names_latin_hi.tsv")
    .slice(1)
    .flatMap(([latin, hindi], row) => pair(latin, hindi, row % 2 === 1));

/** Person names of two columns of latin, hi, ur, where at least two people wrote the Urdu so. */
export function joinedNames(from: 0 | 1, to: 1 | 2): Pair[] {
  return rows("joined_latin_hi_ur.tsv")
    .slice(1)
    .flatMap((row) => {
      const votes = row[3]!.split("|").map(Number);
      const urdu = row[2]!.split("|").filter((_, index) => votes[index]! >= 2);
      return urdu.flatMap((spelling) => pair(row[from], to === 2 ? spelling : row[to]));
    });
}

/** Titles of Wikidata with a capital: mostly places; the partner of some is a translation or another name. */
export const titles = (from: 1 | 2, to: 2 | 3): Pair[] =>
  rows("wikidata_en_hi_ur.tsv")
    .slice(1)
    .filter((row) => /^\p{Lu}/u.test(row[1]!))
    .flatMap((row) => pair(row[from], row[to]));

/** Words of Wikipedia and how at least two people wrote them in Latin letters. */
export const romanised = (file: string): Pair[] =>
  rows(file).flatMap(([native, latin, people]) => (Number(people) >= 2 ? pair(latin, native) : []));

/** Pairs found by machine in parallel texts: some are no pairs. */
export const mined = (file: string): Pair[] => rows(file, ",").flatMap(([latin, native]) => pair(latin, native));

/** Every fourth of the Arabic names, most of them of people of Europe and America. */
export const arabicNames = (): Pair[] =>
  rows("google_ar_en_train.tsv.gz").flatMap(([arabic, latin], row) => (row % 4 === 0 ? pair(latin, arabic) : []));

/** Looks each word that was held back up among all partners of the set, as search does: shared key, then similarity. */
export function lookUp(pairs: Pair[]): Found {
  const partners = Map.groupBy(pairs, ({ from }) => from);
  const all = [...new Set(pairs.map(({ to }) => to))];
  const index = Map.groupBy(
    all.flatMap((word) => nameKeys(word).map((key) => ({ key, word }))),
    ({ key }) => key,
  );
  const found = { lookups: 0, first: 0, ten: 0, falseMatches: 0 };
  for (const [word, own] of partners) {
    if (!own.some(({ held }) => held)) continue;
    const right = new Set(own.map(({ to }) => to));
    const sharing = new Set(nameKeys(word).flatMap((key) => (index.get(key) ?? []).map((entry) => entry.word)));
    const place = [...sharing]
      .map((other) => ({ other, score: nameSimilarity(word, other) }))
      .toSorted((a, b) => b.score - a.score || (a.other < b.other ? -1 : 1))
      .findIndex(({ other }) => right.has(other));
    found.lookups += 1;
    if (place === 0) found.first += 1;
    if (place >= 0 && place < 10) found.ten += 1;
    found.falseMatches += [...sharing].filter((other) => !right.has(other)).length / all.length;
  }
  const share = (count: number) => count / found.lookups;
  return {
    lookups: found.lookups,
    first: share(found.first),
    ten: share(found.ten),
    falseMatches: share(found.falseMatches),
  };
}
