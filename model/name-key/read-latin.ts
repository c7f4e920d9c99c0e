/** How a name in Latin letters is read: English, Indian and Arabic habits of spelling. */

const FRONT = "eiy";
const VOWELS = "aeiou";
/** Letters whose second is h: one sound. */
const WITH_H: Record<string, string> = {
  k: "K",
  g: "G",
  j: "J",
  t: "0",
  d: "2",
  p: "P",
  b: "B",
  s: "S",
  z: "Z",
  w: "v",
  r: "r",
};
const PAIRS: Record<string, string> = {
  aa: "A",
  ae: "aY",
  ai: "aY",
  ay: "aY",
  au: "aU",
  ao: "aU",
  ew: "U",
  ow: "aW",
  ee: "I",
  ea: "I",
  ei: "eY",
  ey: "eY",
  eu: "U",
  ie: "I",
  ii: "I",
  oa: "o",
  oo: "U",
  ou: "U",
  uu: "U",
};

/** The sounds of a word of the letters a to z. */
export function readLatin(word: string): string {
  let sounds = "";
  for (let at = 0; at < word.length;) {
    const letter = word[at]!;
    const next = word[at + 1] ?? "";
    const after = word[at + 2] ?? "";
    const step = VOWELS.includes(letter) ? vowel(letter, next, after, at) : consonant(word, at);
    sounds += step.sound;
    at += step.letters;
  }
  return sounds.endsWith("nv") || sounds.endsWith("nW") ? `${sounds.slice(0, -2)}WN` : sounds;
}

interface Step {
  sound: string;
  letters: number;
}

function vowel(letter: string, next: string, after: string, at: number): Step {
  if (at === 0 && letter === "e" && next === "u") return { sound: "yU", letters: 2 };
  const pair = PAIRS[letter + next];
  const glides = "yw".includes(next || "-") && (VOWELS.includes(after || "-") || after === "y");
  const apart = letter === "a" && next === "e" && after === "e";
  if (pair && !glides && !apart) return { sound: pair, letters: 2 };
  if (letter === "e" && next === "") return { sound: "8", letters: 1 };
  if (next === "h" && after === "" && (letter === "a" || letter === "e")) return { sound: "aH", letters: 2 };
  if (letter === "i" && next && "aou".includes(next)) return { sound: "iy", letters: 1 };
  return { sound: letter, letters: 1 };
}

function consonant(word: string, at: number): Step {
  const letter = word[at]!;
  const next = word[at + 1] ?? "";
  const after = word[at + 2] ?? "";
  if (next === letter && !(letter === "c" && FRONT.includes(after || "-"))) return { sound: "", letters: 1 };
  if (letter === "c") return soundOfC(next, after);
  if (letter === "s" && next === "c" && after === "h") return { sound: "*", letters: 3 };
  if (letter === "s" && next === "" && at > 1 && isVoicedBefore(word, at)) return { sound: "$", letters: 1 };
  if (letter === "t" && next === "c" && after === "h") return { sound: "", letters: 1 };
  if (letter === "t" && word.startsWith("tion", at)) return { sound: "S", letters: 2 };
  if (letter === "t" && word.startsWith("ture", at)) return { sound: "c", letters: 1 };
  if (letter === "g" && next === "h" && after === "t") return { sound: "", letters: 2 };
  const aspirate = next === "h" ? WITH_H[letter] : undefined;
  if (aspirate) return { sound: aspirate, letters: 2 };
  if (letter === "g" && next && FRONT.includes(next)) return { sound: "6", letters: 1 };
  if (letter === "x") return { sound: at === 0 ? "z" : "kS", letters: 1 };
  if (letter === "y") return { sound: VOWELS.includes(next || "-") ? "y" : "i", letters: 1 };
  if (letter === "w") return { sound: at === 0 || VOWELS.includes(next || "-") ? "v" : "W", letters: 1 };
  return { sound: letter, letters: 1 };
}

/** Whether s at the end is that of Charles, Williams and Industries, which other scripts write z. */
const isVoicedBefore = (word: string, at: number) =>
  (word[at - 1] === "e" && word[at - 2] !== "e") || "bdglmnrvy".includes(word[at - 1]!);

function soundOfC(next: string, after: string): Step {
  if (next === "h" && after === "h") return { sound: "C", letters: 3 };
  if (next === "h" && (after === "r" || after === "l")) return { sound: "k", letters: 2 };
  if (next === "h") return { sound: "5", letters: 2 };
  if (next === "k") return { sound: "", letters: 1 };
  return { sound: next && FRONT.includes(next) ? "s" : "k", letters: 1 };
}
