/** Reading how another record is named: by its id, or by one of its unique fields. */
import type { Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { isName } from "#model/naming.ts";
import { readText } from "./plain-text.ts";
import { isRefusal, refuse, shown, within } from "./refusal.ts";

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);
const MAX_KEY = 1000;

const readId = (input: unknown): string | undefined =>
  typeof input === "string" && ID.test(input) ? input.toLowerCase() : undefined;

/** True for a name that may stand as a key of an object we make. */
export const isSafeName = (name: string): boolean => !UNSAFE.has(name);

/** `{ id }`, or `{ <field>: value }` for the engine to look up. A bare text is an id, or the field `named` where that is given. */
export function readReference(input: unknown, named?: string): Parsed {
  const refusal = refuse("issue.reference", { value: shown(input), example: `{"${named ?? "number"}": "17850"}` });
  if (typeof input === "string") {
    const id = readId(input.trim());
    if (id !== undefined) return { value: { id } };
    return named === undefined ? refusal : readKey(named, input);
  }
  if (!isObject(input)) return refusal;
  if (Object.hasOwn(input, "id")) {
    const id = readId(input["id"]);
    const given = Object.keys(input).every((part) => part === "id" || part === "title");
    return id === undefined
      ? refuse("issue.id", { value: shown(input["id"]) }, "id")
      : given
        ? { value: { id } }
        : refusal;
  }
  const [name, ...others] = Object.keys(input);
  if (name === undefined || others.length > 0 || !isName(name) || !isSafeName(name)) return refusal;
  const value = input[name];
  if (typeof value === "number" && Number.isSafeInteger(value)) return { value: { [name]: String(value) } };
  return readKey(name, value);
}

function readKey(name: string, value: unknown): Parsed {
  const parsed = readText(value, MAX_KEY);
  if (isRefusal(parsed)) return within(name, parsed);
  return { value: parsed.value === null ? null : { [name]: parsed.value } };
}

/** Each once, in the order given; null where there is none. A text is split at commas and semicolons. */
export function readReferences(input: unknown, named?: string): Parsed {
  const inputs: unknown =
    typeof input === "string"
      ? input
          .split(/[;,\n،؛]/)
          .map((text) => text.trim())
          .filter(Boolean)
      : input;
  if (!Array.isArray(inputs)) return refuse("issue.list", { value: shown(input) });
  if (inputs.length > MAX_REFERENCES) return refuse("issue.tooMany", { count: inputs.length, max: MAX_REFERENCES });
  const found = new Map<string, Json>();
  for (const [index, one] of inputs.entries()) {
    const parsed = readReference(one, named);
    if (isRefusal(parsed)) return within(index, parsed);
    if (parsed.value !== null) found.set(JSON.stringify(parsed.value), parsed.value);
  }
  return { value: found.size > 0 ? [...found.values()] : null };
}

const MAX_REFERENCES = 1000;

/** The id in `{ id, … }` or in the bare id that a rule sees; null where there is none. */
export function idOf(value: Json): string | null {
  const id = isObject(value) ? value["id"] : value;
  return typeof id === "string" ? id : null;
}

/** The id that a filter's operand names. */
export function readIdOperand(input: unknown): Parsed {
  const id = readId(isObject(input) ? input["id"] : input);
  return id === undefined ? refuse("issue.id", { value: shown(isObject(input) ? input["id"] : input) }) : { value: id };
}
