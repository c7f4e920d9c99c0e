/** How a name in Devanagari is read, and in the scripts of India whose blocks have its layout. */

const NUKTA = 0x3c;
const VIRAMA = 0x4d;

/** By place in the block, from U+0901. */
const SIGNS: Record<number, string> = {};
const CONSONANTS: Record<number, string> = {};
const VOWELS: Record<number, string> = {};
const MATRAS: Record<number, string> = {};

const list = (table: Record<number, string>, from: number, sounds: string) =>
  sounds.split(" ").forEach((sound, index) => (table[from + index] = sound === "-" ? "" : sound));

list(SIGNS, 0x01, "N N h");
list(VOWELS, 0x04, "a a A i I u U ri li e e e @Y o o o @U");
list(CONSONANTS, 0x15, "k K g G ng c C j J n T 1 D 3 n t 0 d 2 n n p P b B m y r r l l l v S S s h");
list(MATRAS, 0x3e, "A i I u U ri ri e e e @Y o o o @U");
list(CONSONANTS, 0x58, "q x Q z X 4 f y");
VOWELS[0x60] = "ri";
VOWELS[0x72] = "e";

const WITH_NUKTA: Record<string, string> = { k: "q", K: "x", g: "Q", j: "z", J: "Z", D: "X", "3": "4", P: "f", s: "S" };

const UNASPIRATED: Record<string, string> = {
  K: "k",
  G: "g",
  C: "c",
  J: "j",
  "0": "t",
  "1": "T",
  "2": "d",
  "3": "D",
  P: "p",
  B: "b",
};

/** Signs that stand elsewhere than in Devanagari, by code point. */
const GURMUKHI_TIPPI = 0x0a70;
const ELSEWHERE: Record<number, string> = {
  0x097b: "g",
  0x097c: "j",
  0x097e: "d",
  0x097f: "b",
  0x09ac: "w",
  0x09af: "7",
  0x09f0: "r",
  0x09f1: "v",
};
/** Consonants without a vowel: of Bengali, and the chillus of Malayalam. */
const CLOSED: Record<number, string> = { 0x09ce: "t", 0x0d7a: "n", 0x0d7b: "n", 0x0d7c: "r", 0x0d7d: "l", 0x0d7e: "l" };

/** The sounds of a word in Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Telugu, Kannada or Malayalam. */
export function readIndic(word: string): string {
  let sounds = "";
  let open = false;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code < 0x900 || code >= 0xd80) continue;
    const place = code % 0x80;
    const closed = CLOSED[code];
    const consonant = closed ?? ELSEWHERE[code] ?? CONSONANTS[place];
    if (consonant !== undefined) {
      if (open) sounds += "@";
      else if (sounds) sounds = undoubled(sounds, consonant);
      sounds += consonant;
      open = closed === undefined;
    } else if (place === NUKTA) {
      const last = sounds.slice(-1);
      sounds = sounds.slice(0, -1) + (last === "7" ? "y" : (WITH_NUKTA[last] ?? last));
    } else if (place === VIRAMA) open = false;
    else if (MATRAS[place] !== undefined) {
      sounds += MATRAS[place];
      open = false;
    } else {
      const sound = code === GURMUKHI_TIPPI ? "N" : (SIGNS[place] ?? VOWELS[place]);
      if (sound === undefined) continue;
      if (open) sounds += "@";
      sounds += sound;
      open = false;
    }
  }
  return settled(sounds, open);
}

/** Without the first of a doubled consonant, which Urdu and often Latin do not write: क्क, क्ख. */
function undoubled(sounds: string, next: string): string {
  const last = sounds.at(-1)!;
  return last === next || UNASPIRATED[next] === last ? sounds.slice(0, -1) : sounds;
}

/** What depends on the neighbours: the nasal sign, ज्ञ, and य, व and the inherent vowel at the end. */
function settled(sounds: string, open: boolean): string {
  let text = sounds;
  if (text.includes("ng")) text = text.replace(/ng(?=[kKqx])/g, "n");
  if (text.includes("jn")) text = text.replace("jn", "&+");
  if (text.includes("N"))
    text = text
      .replace(/N(?=[mn])/g, "")
      .replace(/Nh/g, "M%")
      .replace(/Nv$/, "WN")
      .replace(/N(?=[vsSrlyz])/g, "M");
  if (text.includes("ev@")) text = text.replace("ev@", "eV");
  if (!open) return text;
  const last = text.at(-1)!;
  const vowelBefore = "aAiIuUeo@".includes(text.at(-2) ?? "-");
  const nasalBefore = text.at(-2) === "N";
  if (last === "y" && vowelBefore) return `${text.slice(0, -1)};`;
  if (last === "v" && vowelBefore) return `${text.slice(0, -1)}V`;
  return vowelBefore || nasalBefore ? text : `${text}@`;
}
