/** E-mail addresses, the first the primary one. Kept in lower case, which is how mail is delivered and people are found. */
import { z } from "zod";
import { asciiDigits } from "#model/folding.ts";
import type { FieldType, Parsed } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { storable } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { refuse, shown } from "../reading/refusal.ts";
import { entriesOf, testEntries, uniteEntries } from "../comparing/entries.ts";
import { readByShape } from "../comparing/operand.ts";
import { readTextOperand, TEXT_OPERATORS } from "../comparing/text.ts";
import { readEntries } from "../reading/entry-list.ts";

export const emailsSettings = {};

const ADDRESS =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:\p{L}[\p{L}\p{M}]{1,62}|xn--[a-z0-9-]{1,59})$/u;
const HEADERS = ["email", "mail", "emails", "e mail", "ईमेल", "मेल", "ای میل", "میل"];

/** The address in `Ayesha <a@example.com>` or `mailto:a@example.com`, in lower case; `undefined` where it is none. */
function readEmail(text: string): string | undefined {
  if (text.length > 400 || !storable(text)) return undefined;
  const bare = (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().replace(/^mailto:/i, "");
  const address = asciiDigits(bare.normalize("NFKC").toLowerCase());
  return address.length <= 254 && address.indexOf("@") <= 64 && ADDRESS.test(address) ? address : undefined;
}

function readOne(input: unknown): Parsed {
  const value = typeof input === "string" ? readEmail(input) : undefined;
  return value === undefined ? refuse("issue.email", { value: shown(input) }) : { value };
}

const part = (text: string): string => text.normalize("NFKC").toLowerCase();

export const emails: FieldType = {
  name: "emails",
  storage: "columns",
  settings: emailsSettings,
  parse: (input) =>
    readEntries(input, {
      separator: /[;,\n،؛]|\s+(?=[^\s<>]+@)/,
      parts: ["value", "label"],
      readOne: (entry) => {
        const parsed = readOne(entry["value"]);
        return "issue" in parsed ? parsed : { value: { value: parsed.value } };
      },
    }),
  toColumns: (value) => ({ "": value, _key: entriesOf(value)[0]?.value ?? null }),
  operators: TEXT_OPERATORS,
  readOperand(operator, operand) {
    const shape = TEXT_OPERATORS[operator as keyof typeof TEXT_OPERATORS];
    return shape === "text" ? readTextOperand(shape, operand, part) : readByShape(shape, operand, readOne);
  },
  test: testEntries,
  unite: uniteEntries,
  keys: (value) => entriesOf(value).map((entry) => ({ kind: "email", key: entry.value })),
  toText: (value) =>
    entriesOf(value)
      .map((entry) => entry.value)
      .join("; "),
  schema: () => {
    const entry = z.object({ value: z.string(), label: z.string().optional() });
    return {
      read: z.array(entry),
      write: z
        .union([z.string(), z.array(z.union([z.string(), entry]))])
        .meta({ description: "The first is the primary one" }),
    };
  },
  sortable: true,
  recognise: (header, samples) =>
    likeness(
      header,
      HEADERS,
      samples,
      (sample) => sample.split(/[;,]/).every((one) => readEmail(one.trim()) !== undefined),
      0.98,
    ),
  example: (n): Json => [{ value: `person${n}@example.com` }, { value: `office${n}@example.com`, label: "office" }],
};
