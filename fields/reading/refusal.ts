/** How a type says no: one sentence in English and the key by which a screen says it in the reader's language. */
import words from "#messages/fields.en.json" with { type: "json" };
import type { Parsed } from "#model/field.ts";

type Code = Extract<keyof typeof words, `issue.${string}`>;
export type Refusal = Extract<Parsed, { issue: unknown }>;

/** `path` leads from the field to the part that is wrong: `1.value`. */
export function refuse(code: Code, params: Record<string, string | number> = {}, path?: string): Refusal {
  const message = words[code].replace(/\{\{(\w+)\}\}/g, (all, name: string) => String(params[name] ?? all));
  return { issue: { message, code, params, ...(path === undefined ? {} : { path }) } };
}

/** The input as a message may show it: short, and readable where it is no text. */
export function shown(input: unknown): string {
  const text = typeof input === "string" ? input : (JSON.stringify(input) ?? String(input));
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text.toWellFormed();
}

export const isRefusal = (parsed: Parsed): parsed is Refusal => "issue" in parsed;

/** The same refusal, seen from one level further out. */
export function within(path: string | number, refusal: Refusal): Refusal {
  const inner = refusal.issue.path;
  return { issue: { ...refusal.issue, path: inner ? `${path}.${inner}` : String(path) } };
}
