/** The keys of names: the same name in several scripts is found, others are not, and any word at all gets sound keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DIFFERENT_NAMES, KNOWN_NAMES } from "./known-names.ts";
import { nameKeys, namesMatch } from "./name-key.ts";
import { nameSimilarity } from "./name-similarity.ts";

const shareKey = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key));
const sides = KNOWN_NAMES.flatMap(([latin, hindi, urdu]) => [
  [latin, hindi],
  [latin, urdu],
  [hindi, urdu],
]) as [string, string][];

test("well known names share a key in Latin, Devanagari and Urdu", () => {
  assert.ok(KNOWN_NAMES.length > 150);
  assert.deepEqual(
    sides.filter(([a, b]) => !shareKey(a, b)),
    [],
  );
});

test("well known names match whole, but for Ishaq, where sh is two sounds", () => {
  const missed = sides.filter(([a, b]) => !namesMatch(a, b) || !namesMatch(b, a));
  assert.deepEqual(
    missed.map(([a]) => a).filter((name) => name !== "Ishaq"),
    [],
  );
});

test("different names do not match", () => {
  assert.deepEqual(
    DIFFERENT_NAMES.filter(([a, b]) => namesMatch(a, b)),
    [],
  );
});

test("of all pairs of different well known names fewer than one in a thousand share a key", () => {
  let shared = 0;
  let pairs = 0;
  for (const [latin, hindi] of KNOWN_NAMES)
    for (const [otherLatin, otherHindi, otherUrdu] of KNOWN_NAMES) {
      if (latin === otherLatin || hindi === otherHindi) continue;
      pairs += 2;
      if (shareKey(latin, otherHindi)) shared += 1;
      if (shareKey(latin, otherUrdu)) shared += 1;
    }
  assert.ok(pairs > 70_000);
  assert.ok(shared / pairs < 0.001, `${shared} of ${pairs}`);
});

test("spellings of one name in one script share a key", () => {
  for (const spellings of [
    "Mohammad Muhammad Mohammed Muhammed Mohamed Mohd Md MUHAMMAD",
    "Chaudhry Choudhary Chowdhury Chaudhari",
    "Geeta Gita Geetha",
    "Sheikh Shaikh Shaykh",
    "Lakshmi Laxmi Lakshmī",
    "Suresh Sureesh Surēś",
    "Fatima Fathima Faatima",
    "Müller Muller",
    "जाकिर ज़ाकिर ज़ाकिर",
    "सिंह सिंघ",
    "अंबिका अम्बिका",
    "علی علي عَلی",
    "کرن كرن",
    "محمد مُحَمَّد ﻣﺤﻤﺪ",
  ]) {
    const [first, ...others] = spellings.split(" ");
    for (const other of others) assert.ok(shareKey(first!, other), `${first} ${other}`);
  }
});

test("scripts with the layout of Devanagari are read, and the letters of Sindhi and Kashmiri", () => {
  for (const [latin, other] of [
    ["Gurpreet", "ਗੁਰਪ੍ਰੀਤ"],
    ["Singh", "ਸਿੰਘ"],
    ["Rabindranath", "রবীন্দ্রনাথ"],
    ["Vivekananda", "বিবেকানন্দ"],
    ["Priya", "প্রিয়া"],
    ["Patel", "પટેલ"],
    ["Mohanty", "ମହାନ୍ତି"],
    ["Srinivas", "శ్రీనివాస్"],
    ["Lakshmi", "ಲಕ್ಷ್ಮಿ"],
    ["Nair", "നായർ"],
    ["Bhutto", "ڀٽو"],
    ["Gul", "گُل"],
    ["Jatoi", "جتوئي"],
  ])
    assert.ok(shareKey(latin!, other!), `${latin} ${other}`);
});

test("parts may stand in any order, together or apart, with or without the article", () => {
  for (const [a, b] of [
    ["Abdul Rehman", "عبدالرحمن"],
    ["Abdul Rehman", "अब्दुलरहमान"],
    ["Abdurrehman Khan", "عبدالرحمان خان"],
    ["Abd al-Rahman", "عبد الرحمن"],
    ["Shams ud Din", "شمس الدین"],
    ["Shamsuddin", "शम्स उद्दीन"],
    ["Ram Prasad Sharma", "रामप्रसाद शर्मा"],
    ["SHARMA, Rahul", "राहुल शर्मा"],
    ["Md. Irfan", "محمد عرفان"],
    ["Priya", "پریا شرما"],
    ["Nu'man", "نعمان"],
    ["Fatima-Zahra", "فاطمہ زہرا"],
  ]) {
    assert.ok(namesMatch(a!, b!), `${a} ${b}`);
    assert.ok(namesMatch(b!, a!), `${b} ${a}`);
  }
  for (const [a, b] of [
    ["Rahul Sharma", "राहुल वर्मा"],
    ["Rahul Sharma", "روہت شرما"],
    ["Abdul Karim", "عبدالرحمن"],
    ["Ram Ram", "राम"],
    ["", ""],
    ["42", "42"],
    ["al", "राम"],
  ])
    assert.equal(namesMatch(a!, b!), a === "Ram Ram", `${a} ${b}`);
});

test("words with digits and words in other scripts have no key", () => {
  for (const word of ["", " ", "42", "۴۲", "४२", "A42", "王", "Владимир", "Ωμέγα", "தமிழ்", "🙂", "-", "ء", "़"])
    assert.deepEqual(nameKeys(word), [], word);
});

test("any word has at most four keys of a to z, the same in any case, and is most like itself", () => {
  const letters = "abcdeghikmnorstuvwxyz'éअआकखगजज्ञटडनबमयरलवशहािीूे्ंाسصعغفقکلمنوہیےءآاةئؤ\u064e\u0651";
  const word = fc.array(fc.constantFrom(...letters), { maxLength: 60 }).map((each) => each.join(""));
  fc.assert(
    fc.property(fc.oneof(word, fc.string({ unit: "grapheme" })), word, (one, other) => {
      const keys = nameKeys(one);
      assert.ok(keys.length <= 4 && new Set(keys).size === keys.length);
      for (const key of keys) assert.match(key, /^[a-z]{1,32}$/);
      const likeness = nameSimilarity(one, other);
      assert.ok(likeness >= 0 && likeness <= 1);
      assert.ok(Math.abs(likeness - nameSimilarity(other, one)) < 1e-5);
      assert.equal(nameSimilarity(one, one), keys.length > 0 ? 1 : 0);
    }),
    { numRuns: 2000 },
  );
  for (const [latin] of KNOWN_NAMES) assert.deepEqual(nameKeys(latin.toUpperCase()), nameKeys(latin));
});
