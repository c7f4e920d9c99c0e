/** Statements of a search that are kept for all texts of one form: their values are made of what was typed when they are asked. */
import type { Statement } from "../database/statement.ts";
import type { Late, SearchText } from "./terms.ts";

type Made = (search: SearchText) => unknown;
export const late: Late = (make) => make;

/** The statement with the values that are made of what was typed. */
export const filledIn = (statement: Statement, words: SearchText): Statement => ({
  ...statement,
  onePlan: true,
  values: statement.values.map((value) => (typeof value === "function" ? (value as Made)(words) : value)),
});
