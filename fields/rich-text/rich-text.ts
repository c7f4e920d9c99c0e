/** Formatted text: headings, lists, bold, italic and links, kept as Markdown of one form; what runs or hides cannot be said in it. */
import { z } from "zod";
import { words } from "#model/folding.ts";
import type { FieldType, Parsed } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import { asText, readText } from "../reading/plain-text.ts";
import { isRefusal, refuse } from "../reading/refusal.ts";
import { testText } from "../comparing/text.ts";
import { longKey, longText, longTextSettings, maxLengthOf } from "../long-text/long-text.ts";
import { plainOf } from "./document.ts";
import { readMarkdown, writeMarkdown } from "./markdown.ts";

export const richTextSettings = longTextSettings;

/** The words alone, as they are searched and compared. */
const plain = (value: Json): string => plainOf(readMarkdown(asText(value)));

function read(input: unknown, max: number): Parsed {
  const parsed = readText(input, max, true);
  if (isRefusal(parsed) || parsed.value === null) return parsed;
  const text = writeMarkdown(readMarkdown(asText(parsed.value)));
  if (text.length > max) return refuse("issue.tooLong", { length: text.length, max });
  return { value: text === "" ? null : text };
}

export const richText: FieldType = {
  ...longText,
  name: "richText",
  settings: richTextSettings,
  parse: (input, field) => read(input, maxLengthOf(field)),
  toColumns: (value) => ({ "": value, _key: value === null ? null : longKey(plain(value)) }),
  test: (operator, value, operand) => testText(operator, value === null ? null : longKey(plain(value)), operand),
  keys: (value, field) => (field.search ? words(plain(value)).map((key) => ({ kind: "word", key })) : []),
  schema: (field) => {
    const markdown = z.string().meta({
      description:
        "Markdown: # to ### headings, - and 1. lists, **bold**, *italic*, [words](address) with http, https, mailto or tel. All else is text.",
    });
    return { read: markdown, write: markdown.max(maxLengthOf(field)) };
  },
  recognise: () => 0,
  example: (n) => `## Visit ${n}\n\nThey want **two** of them, *soon*.\n\n- price\n- [terms](https://example.com/${n})`,
};
