/** How a name in Arabic letters is read: Urdu, Persian and Arabic, with the letters of Sindhi and Kashmiri. */

const CONSONANTS = new Map<string, string>();
const letters = (sound: string, all: string) => [...all].forEach((letter) => CONSONANTS.set(letter, sound));
letters("b", "بٻ");
letters("p", "پ");
letters("t", "تط");
letters("T", "ٹٽ");
letters("s", "سص");
letters("^", "ث");
letters("j", "جڄ");
letters("c", "چ");
letters("h", "حہهۂ");
letters("x", "خ");
letters("d", "دڏ");
letters("D", "ڈڊ");
letters("z", "ز");
letters("|", "ذضظ");
letters("r", "ر");
letters("X", "ڑڙ");
letters("Z", "ژ");
letters("S", "ش");
letters("Q", "غ");
letters("f", "ف");
letters("q", "ق");
letters("k", "کكڪ");
letters("g", "گڳ");
letters("l", "ل");
letters("m", "م");
letters("n", "نڻڱڃ");
letters("N", "ں");
letters("B", "ڀ");
letters("0", "ٿ");
letters("1", "ٺ");
letters("C", "ڇ");
letters("2", "ڌ");
letters("3", "ڍ");
letters("P", "ڦ");

const ASPIRATES: Record<string, string> = {
  k: "K",
  g: "G",
  c: "C",
  j: "J",
  t: "0",
  T: "1",
  d: "2",
  D: "3",
  p: "P",
  b: "B",
  X: "4",
};
const VOWELS: Record<string, string> = { آ: "A", ٲ: "A", ے: "e", ۓ: "e", ؤ: "U", ێ: "e", ۆ: "o", ۄ: "o", ۍ: "8" };
const SHORT: Record<string, string> = { "\u064e": "a", "\u0650": "i", "\u064f": "u", "\u0670": "A" };

const SUN = "تثدذرزسشصضطظلن";
const LONG_WITHIN = "اآوییي";
const LONG = "اآیيےہهى";
/** After these s begins a word in Latin and Devanagari where Urdu puts an alif before it: Stella, اسٹیلا. */
const STOPS = "ٹتپکمن";

/** Beside what is a long vowel or a consonant there may be a short one too: سید is Sayyid, کنول Kanwal. */
const WEAK = "YWV";

/** The sounds of a word in Arabic letters; `?` stands where a short vowel may be unwritten. */
export function readPersoArabic(word: string): string {
  let sounds = "";
  let closed = false;
  for (let at = 0; at < word.length; at += 1) {
    const letter = word[at]!;
    const next = word[at + 1];
    const consonant = CONSONANTS.get(letter);
    if (letter === "ھ" && ASPIRATES[sounds.slice(-1)]) {
      sounds = sounds.slice(0, -1) + ASPIRATES[sounds.slice(-1)]!;
    } else if (letter === "ل" && next === "ل" && "ہه".includes(word[at + 2] ?? "-")) {
      // Allah and the names with it.
      sounds += closed ? "?lA" : "lA";
      closed = false;
      at += 1;
    } else if (letter === "ل" && word[at - 1] === "ا" && isArticle(word, at)) {
      sounds += "<";
      closed = true;
    } else if (consonant) {
      if (next === undefined && consonant === "h" && letter !== "ح" && (closed || sounds.endsWith("Y")))
        return `${sounds}H`;
      sounds += (closed || WEAK.includes(sounds.at(-1) ?? "-") ? "?" : "") + consonant;
      closed = true;
    } else {
      const vowel: string | undefined =
        SHORT[letter] ??
        (at > 0 || letter !== "ؤ" ? VOWELS[letter] : "v") ??
        weak(letter, next, at, closed, word[at + 2]);
      if (vowel === undefined) continue;
      sounds += closed && (WEAK.includes(vowel || "-") || vowel === "e") ? `?${vowel}` : vowel;
      closed = vowel === "v" || vowel === "y";
    }
  }
  return sounds;
}

/** Whether the lam at this place may be the article's, which is not spoken before many letters: الدین is Uddin. */
const isArticle = (word: string, at: number) =>
  at === 1 || (at === 4 && word.startsWith("عبد"))
    ? SUN.includes(word[at + 1] ?? "-")
    : word[at + 1] === "د" && "یي".includes(word[at + 2] ?? "-");

function weak(
  letter: string,
  next: string | undefined,
  at: number,
  closed: boolean,
  after?: string,
): string | undefined {
  const first = at === 0;
  const last = next === undefined;
  if ("اأإٱ".includes(letter)) {
    if (!first) return "A";
    if (next === "س" && STOPS.includes(after ?? "-")) return ",";
    if (next === "و") return LONG.includes(after ?? "-") ? "." : "";
    return next === "ی" || next === "ي" ? "" : ".";
  }
  if (letter === "و") return first ? "v" : last ? "F" : LONG.includes(next) ? "V" : "W";
  if (letter === "ی" || letter === "ي") {
    if (first && !last) return "y";
    return last ? "I" : next === "\u0670" ? "" : "Y";
  }
  if (letter === "ى") return last ? "9" : "Y";
  if (letter === "ئ") return next === "ی" || next === "ے" || next === "ي" ? "" : "i";
  if (letter === "ع") return !first ? "'" : next && LONG_WITHIN.includes(next) ? "" : ".";
  if (letter === "ة" || letter === "ۃ" || letter === "ۀ") return closed ? "H" : "t";
  if (letter === "ھ") return "h";
  return undefined;
}
