/** Which rules hold for which catalogue: said once at start-up. */
import type { Catalogue } from "#model/catalogue.ts";
import { RuleBook, type ObjectRules } from "./rules.ts";

const books = new WeakMap<Catalogue, RuleBook>();
const NONE = new RuleBook([]);

export function setRules(catalogue: Catalogue, rules: readonly ObjectRules[]): void {
  books.set(catalogue, new RuleBook(rules));
}

export function rulesOf(catalogue: Catalogue): RuleBook {
  return books.get(catalogue.base ?? catalogue) ?? NONE;
}
