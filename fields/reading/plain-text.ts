/** Reading text: what every kind of value made of letters refuses and trims alike. */
import type { Parsed } from "#model/field.ts";
import { refuse, shown } from "./refusal.ts";

/** The longest folded key, as `fold` cuts it. */
export const KEY_LENGTH = 400;

/** True where PostgreSQL can store the text as it stands. */
export const storable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** Trimmed text; `null` where nothing but white space was given. Line breaks become spaces unless `lines`. */
export function readText(input: unknown, max: number, lines = false): Parsed {
  if (typeof input !== "string") return refuse("issue.text", { value: shown(input) });
  if (!storable(input)) return refuse("issue.unstorable");
  const trimmed = input.trim();
  const text = lines ? trimmed.replaceAll("\r\n", "\n") : trimmed.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
  if (text.length > max) return refuse("issue.tooLong", { length: text.length, max });
  return { value: text === "" ? null : text };
}

/** The text of an input that has already passed `readText`. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : "");
