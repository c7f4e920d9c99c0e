/** What a formula reckons with, and how it tells that it cannot. */
/** The kinds of value in a formula. A blank has the kind that its place asks for. */
export type Kind = "number" | "text" | "boolean" | "date" | "datetime" | "money";

/** What is wrong, and where in the text: `from` to before `to`, counted in UTF-16 units. */
export interface FormulaFault {
  message: string;
  /** Key of the sentence in messages/, with what stands in it. */
  code: string;
  params: Record<string, string | number>;
  from: number;
  to: number;
}

/** Where something stands in the text. */
export interface Span {
  from: number;
  to: number;
}

/** The English sentences, by the keys they have in messages/. */
const SENTENCES = {
  "formula.sign": "“{{sign}}” cannot stand here",
  "formula.unended": "A text begins here and does not end",
  "formula.end": "Something is missing at the end",
  "formula.expected": "“{{sign}}” is missing here",
  "formula.deep": "This is nested too deeply",
  "formula.long": "The formula is too long: {{max}} parts at most, those of formulas it uses counted",
  "formula.function": "There is no function “{{name}}”",
  "formula.field": "{{object}} has no field “{{name}}”",
  "formula.hop": "“{{name}}” does not lead to one other record",
  "formula.record": "“{{name}}” is a record: say which of its fields, as in {{example}}",
  "formula.kindless": "“{{name}}” cannot be reckoned with",
  "formula.count": "{{name}} takes {{count}}",
  "formula.kind": "This is {{is}}, and {{wanted}} is needed here",
  "formula.apart": "{{one}} and {{other}} do not go together here",
  "formula.join": "Texts are joined with &",
  "formula.whole": "A whole number from {{min}} to {{max}} must be written here",
  "formula.day": "A day is written like “2026-01-31”",
  "formula.blank": "The formula says nothing but blank",
  "formula.cycle": "The formula would need itself: {{path}}",
  "formula.broken": "“{{name}}” is a formula that cannot be reckoned itself",
  "formula.hops": "A path leads over {{max}} records at most",
  "rollUp.object": "“{{name}}” is no object whose records can be counted",
  "rollUp.by": "“{{name}}” does not point at this object",
  "rollUp.field": "{{object}} has no field “{{name}}” that can be rolled up",
  "rollUp.filter":
    "The filter may ask only of the record's own fields, not of the clock, of who asks or of other records",
} as const;

export type FaultCode = keyof typeof SENTENCES;

/** Thrown within reading and checking; what calls them gets the fault. */
export class FormulaError extends Error {
  readonly fault: FormulaFault;
  constructor(code: FaultCode, span: Span, params: Record<string, string | number> = {}) {
    const message = SENTENCES[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ""));
    super(message);
    this.fault = { message, code, params, from: span.from, to: span.to };
  }
}
