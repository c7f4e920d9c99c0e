/** The name key on real names in four scripts: how surely one finds the other, and how seldom a wrong one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  arabicNames,
  indianNames,
  joinedNames,
  lookUp,
  mined,
  romanised,
  titles,
  turned,
  type Pair,
} from "./name-pairs.ts";

/** Floors of the share found first and among ten, a little under what is reached; false matches stay below 1 % everywhere. */
const SETS: [name: string, pairs: () => Pair[], first: number, ten: number][] = [
  ["person names, Latin to Hindi", indianNames, 0.965, 0.985],
  ["person names, Hindi to Latin", () => turned(indianNames()), 0.965, 0.985],
  ["person names, Latin to Urdu", () => joinedNames(0, 2), 0.965, 0.985],
  ["person names, Urdu to Latin", () => turned(joinedNames(0, 2)), 0.96, 0.985],
  ["person names, Hindi to Urdu", () => joinedNames(1, 2), 0.97, 0.985],
  ["person names, Urdu to Hindi", () => turned(joinedNames(1, 2)), 0.96, 0.98],
  ["titles, Latin to Hindi", () => titles(1, 2), 0.9, 0.91],
  ["titles, Latin to Urdu", () => titles(1, 3), 0.89, 0.9],
  ["titles, Hindi to Urdu", () => titles(2, 3), 0.95, 0.96],
  ["words, Latin to Hindi", () => romanised("dakshina_hi_dev.tsv.gz"), 0.935, 0.955],
  ["words, Latin to Urdu", () => romanised("dakshina_ur_dev.tsv.gz"), 0.925, 0.96],
  ["words, Latin to Gurmukhi", () => romanised("dakshina_pa_dev.tsv.gz"), 0.94, 0.98],
  ["words, Latin to Sindhi", () => romanised("dakshina_sd_dev.tsv.gz"), 0.91, 0.955],
  ["mined words, Latin to Hindi", () => mined("aksharantar_hin_valid.csv.gz"), 0.91, 0.93],
  ["mined words, Latin to Urdu", () => mined("aksharantar_urd_valid.csv.gz"), 0.9, 0.94],
  ["mined words, Latin to Kashmiri", () => mined("aksharantar_kas_valid.csv.gz"), 0.87, 0.92],
  ["foreign names, Latin to Arabic", arabicNames, 0.65, 0.67],
];

for (const [name, pairs, first, ten] of SETS)
  test(name, (t) => {
    const found = lookUp(pairs());
    t.diagnostic(
      `${name.padEnd(32)} ${String(found.lookups).padStart(5)} ${found.first.toFixed(3)} ${found.ten.toFixed(3)} ${(100 * found.falseMatches).toFixed(3)} %`,
    );
    assert.ok(found.lookups > 400);
    assert.ok(found.first >= first, `first: ${found.first}`);
    assert.ok(found.ten >= ten, `among ten: ${found.ten}`);
    assert.ok(found.falseMatches < 0.01, `false: ${found.falseMatches}`);
  });
