/** Words of other scripts in the letters a to z, as people in India and Pakistan write them on their phones: फ़ोन and فون are fon. */
import { asciiDigits } from "../folding.ts";
import { reading } from "./reading.ts";

/** Sounds that are not their own letter, and how each is written. */
const SOUNDS = "AIUWYFH89@?.,KxGQcCJZT01D23X4PBw7VNM%&+<S^|;";
const LETTERS =
  "a i u o i o a e a a a a i kh kh gh gh ch chh jh zh t th th d dh dh r rh ph bh b y v n n gh g y l sh s z y".split(
    " ",
  );
const WRITTEN = new Map([...SOUNDS].map((sound, index) => [sound, LETTERS[index]!]));
const VOWELS = "aAiIuUeoWYFH89@?.,";
/** A short vowel that is spoken only where the word could not be said without it. */
const SLIGHT = "@?";
/** Two consonants that end a word together where Urdu writes no vowel between them: دوست, رپورٹ, کارڈ. */
const ENDS_TOGETHER = /^(?:[sSfx]t|[rlsSfkpnx]T|[rn][dD]|n[kg])$/;

/** Letters of other scripts that stand together, with what is written above and below them. */
const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}(?:(?!\p{Script=Latin})[\p{L}\p{M}\u200c\u200d])*/gu;

/** The text with all words of other scripts, and figures, in Latin ones: `१२ महीने` → `12 mahine`. Words of scripts that are not read are left out. */
export const textInLatin = (text: string): string =>
  asciiDigits(text.normalize("NFC"))
    .replace(OTHER_SCRIPT, (run) => ` ${inLatin(run)} `)
    .replace(/\s+/g, " ")
    .trim();

/**
 * A word of any script that names are read in; "" of any other.
 * @returns letters a to z alone: a way to write it that one can read aloud, not the one that a dictionary has
 */
export function inLatin(word: string): string {
  return [...spoken(reading(word))]
    .map((sound) => WRITTEN.get(sound) ?? sound)
    .join("")
    .replace(/[^a-z]/g, "")
    .replace(/n(?=[pb])/g, "m");
}

/** Without the vowels that are not spoken: beside a letter that is one itself, at the end, and as in पह(अ)ली between two open syllables. */
function spoken(sounds: string): string {
  let rest = sounds
    .replace(/'/g, (_, at: number) => (isVowel(sounds[at - 1]) || isVowel(sounds[at + 1]) ? "" : "a"))
    .replace(/Y(?=[AIUeoWFH])/g, "y")
    .replace(/\?(?=[WY])|(?<=[WY])\?/g, "")
    .replace(/(?<=[^y])@$/, "");
  for (let at = rest.length - 2; at > 1; at -= 1) {
    if (!SLIGHT.includes(rest[at]!) || isVowel(rest[at - 1]) || !isVowel(rest[at - 2])) continue;
    const [next, after] = [rest[at + 1]!, rest[at + 2]];
    const between = !isVowel(next) && next !== "h" && isVowel(after);
    const ending = rest[at] === "?" && after === undefined && ENDS_TOGETHER.test(rest[at - 1]! + next);
    if (between || ending) rest = rest.slice(0, at) + rest.slice(at + 1);
  }
  return rest;
}

const isVowel = (sound: string | undefined): boolean => sound !== undefined && VOWELS.includes(sound);
