/** What figure the name of a field asks for: "Orders in 12 months" counts the orders of the last 365 days. */
import { fold } from "#model/folding.ts";
import type { Meta, MetaField, MetaObject } from "#web/api/meta.ts";
import type { Words } from "#web/records/words.ts";
import { datesOf, kindOf, pointingAt, stands, type Pointing } from "./pointing.ts";

export interface Figure extends Pointing {
  /** What of them is summed; they are counted where nothing is. */
  sum?: MetaField;
  /** Only those of the last so many days, by the date. */
  window?: { field: string; days: number };
}

const DAYS = { day: 1, week: 7, month: 365 / 12, year: 365 };
/** As people write them. */
const SPANS: Record<keyof typeof DAYS, string[]> = {
  day: ["day", "days", "दिन", "दिनों", "دن", "دنوں"],
  week: ["week", "weeks", "सप्ताह", "सप्ताहों", "हफ़्ता", "हफ़्ते", "हफ़्तों", "ہفتہ", "ہفتے", "ہفتوں"],
  month: ["month", "months", "माह", "महीना", "महीने", "महीनों", "ماہ", "مہینہ", "مہینے", "مہینوں"],
  year: ["year", "years", "साल", "सालों", "वर्ष", "वर्षों", "سال", "سالوں", "برس"],
};
const SPAN = new Map(
  (Object.keys(SPANS) as (keyof typeof DAYS)[]).flatMap((span) => SPANS[span].map((word) => [fold(word), span])),
);
const NUMBERED = /(\d{1,4}) ?([\p{L}\p{M}]+)/u;
/** Of a roll-up's window. */
const MOST_DAYS = 3660;

/**
 * What points at the object and is named, alone, with a span of time, or with a number of theirs to be summed.
 * @param name as it is typed, in the reader's language
 */
export function figureNamed(name: string, object: MetaObject, meta: Meta, words: Words): Figure | undefined {
  const said = ` ${fold(name).replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")} `;
  const named = pointingAt(meta, object)
    .filter(({ child }) => !child.internal)
    // Urdu and Hindi often count in the singular.
    .flatMap((each) =>
      [words.many(each.child), words.one(each.child.name)].map((word) => ({ each, word: ` ${fold(word)} ` })),
    )
    .filter(({ word }) => said.includes(word))
    .toSorted((a, b) => b.word.length - a.word.length)[0];
  if (!named) return undefined;
  const { child } = named.each;
  const rest = said.replace(named.word, " ");
  const sum = summedIn(child, rest, words);
  const [, digits, word] = NUMBERED.exec(rest) ?? [];
  const span = SPAN.get(word ?? "");
  const field = dateOf(child);
  const figure = sum ? { ...named.each, sum } : named.each;
  if (span === undefined || !field) {
    const bare = rest.trim() === "" && named.word === ` ${fold(words.many(child))} `;
    return bare || sum ? figure : undefined;
  }
  const days = Math.round(Number(digits) * DAYS[span]);
  return days >= 1 && days <= MOST_DAYS ? { ...figure, window: { field, days } } : undefined;
}

/** The number or amount of theirs that is named, the longest name first. */
const summedIn = (child: MetaObject, text: string, words: Words): MetaField | undefined =>
  child.fields
    .filter((field) => stands(field) && ["number", "money"].includes(kindOf(field) ?? ""))
    .map((field) => ({ field, called: ` ${fold(words.field(child.name, field))} ` }))
    .filter(({ called }) => text.includes(called))
    .toSorted((a, b) => b.called.length - a.called.length)[0]?.field;

/** The date that says when it was: one that it always has comes first, when it was entered last. */
function dateOf(child: MetaObject): string | undefined {
  const dates = datesOf(child);
  const own = dates.filter(({ source }) => source === "own");
  const best =
    own.find((field) => field["required"] === true) ?? own[0] ?? dates.find((each) => each.name === "createdAt");
  return best?.name;
}
