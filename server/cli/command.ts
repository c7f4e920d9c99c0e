/** What a command of the command line is, and how it says things. */
import type { ParseArgsOptionsConfig } from "node:util";
import { InvalidInput } from "#model/errors.ts";
import type { Settings } from "../settings.ts";

export interface Command {
  /** The lines of its help after the word `raabta`. */
  usage: string[];
  /** Options besides `--workspace`, `--json` and `--help`, which all have. */
  options?: ParseArgsOptionsConfig;
  /** Fewest and most words that are no options; none unless told. */
  words?: [number, number];
  run(given: Given): Promise<void>;
}

export interface Given {
  words: string[];
  options: Record<string, string | boolean | undefined>;
  workspace: string | undefined;
  settings: Settings;
  /** Prints the words, or the data where `--json` was asked for. */
  say(words: string, data: unknown): void;
}

/** The command line was used wrongly: exit code 2. */
export class WrongUse extends InvalidInput {}

/** The value of an option that must be there. Throws WrongUse naming it. */
export function required(given: Given, option: string): string {
  const value = given.options[option];
  if (typeof value === "string" && value !== "") return value;
  throw new WrongUse(`--${option} is needed`);
}

/** The value of an option that may be there. */
export function optional(given: Given, option: string): string | undefined {
  const value = given.options[option];
  return typeof value === "string" ? value : undefined;
}
