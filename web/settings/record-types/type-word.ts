/** What a type is called, in the language of who reads. */
import { ownWord } from "#web/language/own-words.ts";
import type { OwnType } from "./types.queries.ts";

export const wordOf = (type: OwnType): string => ownWord(type.label as Record<string, string>) ?? type.name;
