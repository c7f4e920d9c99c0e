/** Says what is wrong with a row in the language of the workspace. */
import fieldsEn from "#messages/fields.en.json" with { type: "json" };
import fieldsHi from "#messages/fields.hi.json" with { type: "json" };
import fieldsUr from "#messages/fields.ur.json" with { type: "json" };
import transferEn from "#messages/transfer.en.json" with { type: "json" };
import transferHi from "#messages/transfer.hi.json" with { type: "json" };
import transferUr from "#messages/transfer.ur.json" with { type: "json" };
import type { CellIssue } from "./preset.ts";

const WORDS: Record<string, Record<string, string>> = {
  en: { ...fieldsEn, ...transferEn },
  hi: { ...fieldsHi, ...transferHi },
  ur: { ...fieldsUr, ...transferUr },
};

/** What no catalogue knows is said as it came. */
export function issueWords(language: string): (issue: CellIssue) => string {
  const words = WORDS[language] ?? WORDS["en"]!;
  return ({ code, params, message, words: own }) =>
    own?.[language] ??
    (code === undefined ? undefined : words[code])?.replace(/\{\{(\w+)\}\}/g, (all, name: string) =>
      String(params?.[name] ?? all),
    ) ??
    message;
}

/** Words of files that we write. */
export const transferWords =
  (language: string) =>
  (key: string): string =>
    (WORDS[language] ?? WORDS["en"]!)[key] ?? key;
