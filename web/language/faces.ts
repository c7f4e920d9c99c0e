/** The faces in which a language is set: text that is drawn with them at once need not be drawn again, and moves nothing. */

/** A letter by which the browser finds the part of a face that holds the script. */
const LETTERS: Record<string, string> = { en: "a", hi: "अ", ur: "ا" };
const WEIGHTS = [400, 500, 600];
/** Longer nobody waits for a face, in milliseconds. */
const PATIENCE = 120;

/** Ends when the faces of the page's language are here, or are late. early.js has sent for them. */
export async function facesHere(): Promise<void> {
  const letter = LETTERS[document.documentElement.lang] ?? "a";
  const family = getComputedStyle(document.documentElement).getPropertyValue("--face");
  const come = Promise.all(WEIGHTS.map((weight) => load(weight, family.split(","), letter)));
  // A face that cannot be had is done without.
  await Promise.race([come.catch(() => undefined), new Promise((late) => setTimeout(late, PATIENCE))]);
}

/** Loads the face of the first family that has the letter. Asked for all families at once, the browser would load each that has it. */
async function load(weight: number, families: readonly string[], letter: string): Promise<void> {
  for (const family of families) if ((await document.fonts.load(`${weight} 14px ${family}`, letter)).length > 0) return;
}
