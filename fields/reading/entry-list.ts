/** Reading lists of entries with a value and a label: from a text, a list of texts, or entries. */
import type { Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { asText, readText } from "./plain-text.ts";
import { isRefusal, refuse, shown, within, type Refusal } from "./refusal.ts";

const MAX_ENTRIES = 50;
const MAX_LABEL = 60;

interface Reading {
  /** What stands between entries in one text. */
  separator: RegExp;
  /** The names an entry may use. */
  parts: string[];
  /** Gives the entry without its label. */
  readOne(entry: Record<string, unknown>): Parsed;
}

/** Entries, each value once; null where there is none. */
export function readEntries(input: unknown, reading: Reading): Parsed {
  const inputs: unknown =
    typeof input === "string"
      ? input
          .split(reading.separator)
          .map((text) => text.trim())
          .filter(Boolean)
      : isObject(input)
        ? [input]
        : input;
  if (!Array.isArray(inputs)) return refuse("issue.list", { value: shown(input) });
  if (inputs.length > MAX_ENTRIES) return refuse("issue.tooMany", { count: inputs.length, max: MAX_ENTRIES });
  const entries = new Map<string, Json>();
  for (const [index, one] of inputs.entries()) {
    if (one === null || one === "") continue;
    const entry = readEntry(one, reading);
    if (isRefusal(entry)) return typeof input === "string" ? entry : within(index, entry);
    const { value } = entry.value as { value: string };
    if (!entries.has(value)) entries.set(value, entry.value);
  }
  return { value: entries.size > 0 ? [...entries.values()] : null };
}

function readEntry(one: unknown, { parts, readOne }: Reading): { value: Record<string, Json> } | Refusal {
  if (typeof one !== "string" && !isObject(one)) return refuse("issue.object", { value: shown(one) });
  const entry: Record<string, unknown> = typeof one === "string" ? { value: one } : one;
  const unknown = Object.keys(entry).find((part) => !parts.includes(part));
  if (unknown !== undefined) return refuse("issue.part", { value: unknown, parts: parts.join(", ") });
  const parsed = readOne(entry);
  if (isRefusal(parsed)) return typeof one === "string" ? parsed : within("value", parsed);
  const label =
    entry["label"] === undefined || entry["label"] === null ? { value: null } : readText(entry["label"], MAX_LABEL);
  if (isRefusal(label)) return within("label", label);
  const value = parsed.value as Record<string, Json>;
  return { value: label.value === null ? value : { ...value, label: asText(label.value) } };
}
