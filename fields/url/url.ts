/** The address of a page on the web: http or https, kept as written. */
import { z } from "zod";
import { fold, words } from "#model/folding.ts";
import type { FieldType } from "#model/field.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readTextOperand, testText, TEXT_OPERATORS } from "../comparing/text.ts";

export const urlSettings = {};

const MAX_LENGTH = 2000;
const HOST =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)$|^localhost$|^\d{1,3}(?:\.\d{1,3}){3}$|^\[[0-9a-f:.]+\]$/iu;
const HEADERS = ["url", "website", "web", "site", "homepage", "link", "वेबसाइट", "ویب سائٹ"];

/** `https://www.Example.com/` and `example.com` are one page to a person. */
const urlKey = (url: string): string =>
  fold(
    url
      .replace(/^https?:\/\//i, "")
      .replace(/^www\./i, "")
      .replace(/\/+$/, ""),
  );

function read(text: string): string | undefined {
  if (/\s/.test(text)) return undefined;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.parse(full);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "")
    return undefined;
  return HOST.test(url.hostname) ? full : undefined;
}

export const url: FieldType = {
  name: "url",
  formula: "text",
  storage: "columns",
  settings: urlSettings,
  parse(input) {
    const parsed = readText(input, MAX_LENGTH - 8);
    if (isRefusal(parsed) || parsed.value === null) return parsed;
    const value = read(asText(parsed.value));
    return value === undefined ? refuse("issue.url", { value: shown(input) }) : { value };
  },
  toColumns: (value) => ({ "": value, _key: value === null ? null : urlKey(asText(value)) }),
  operators: TEXT_OPERATORS,
  readOperand: (operator, operand) => {
    const shape = TEXT_OPERATORS[operator as keyof typeof TEXT_OPERATORS];
    return readTextOperand(shape, operand, shape === "text" && operator !== "startsWith" ? fold : urlKey);
  },
  test: (operator, value, operand) => testText(operator, value === null ? null : urlKey(asText(value)), operand),
  keys: (value, field) =>
    field.search
      ? [...new Set([urlKey(asText(value)), ...words(urlKey(asText(value)))])].map((key) => ({ kind: "word", key }))
      : [],
  toText: asText,
  schema: () => ({
    read: z.string().meta({ format: "uri" }),
    write: z.string().max(MAX_LENGTH).meta({ description: "http or https; https:// is put before a bare host" }),
  }),
  sortable: true,
  recognise: (header, samples) =>
    likeness(
      header,
      HEADERS,
      samples,
      (sample) => /^(https?:\/\/|www\.)/i.test(sample) && read(sample) !== undefined,
      0.9,
    ) || likeness(header, HEADERS, samples, (sample) => read(sample) !== undefined, 0),
  example: (n) => `https://example.com/page-${n}`,
};
