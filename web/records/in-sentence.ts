/** The name of an object within a phrase: "All complaints", "New VIP guest". */
import { isCustomName } from "#model/naming.ts";

/** `VIP`: a word that is written so wherever it stands. */
const isCapitals = (word: string, language: string): boolean =>
  word.length > 1 && word === word.toLocaleUpperCase(language);

/**
 * Phrases are in sentence case, so a word begins small within them. The product's own words do; of what a company named itself, only the
 * first, and only where nothing further on has a capital: Diwali Gift, iPad and VIP guest are names and stay as they were written.
 */
export function inSentence(object: string, name: string, language: string): string {
  if (isCustomName(object)) {
    const rest = name.slice(1);
    return rest === rest.toLocaleLowerCase(language) ? name.charAt(0).toLocaleLowerCase(language) + rest : name;
  }
  return name.replace(/\S+/g, (word) => (isCapitals(word, language) ? word : word.toLocaleLowerCase(language)));
}
