/** Reads the text of a formula into a tree, by precedence climbing (Pratt 1973); every part keeps its place in the text. */
import { FormulaError, type Span } from "./kind.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** As written, before anything is known of fields. Operators are calls of the functions that have no name to write. */
export type Node = Span &
  (
    | { is: "number" | "text"; text: string }
    | { is: "truth"; value: boolean }
    | { is: "blank" }
    | { is: "path"; path: string[] }
    /** `named`: where its name or sign stands; `sign`: it has no name that can be written. */
    | { is: "call"; name: string; parts: Node[]; named: Span; sign: boolean }
  );

const BINARY = new Map<string, { binds: number; name: string }>(
  Object.entries({
    or: { binds: 1, name: "or" },
    and: { binds: 2, name: "and" },
    "=": { binds: 4, name: "eq" },
    "<>": { binds: 4, name: "ne" },
    "<": { binds: 4, name: "lt" },
    "<=": { binds: 4, name: "lte" },
    ">": { binds: 4, name: "gt" },
    ">=": { binds: 4, name: "gte" },
    "&": { binds: 5, name: "join" },
    "+": { binds: 6, name: "add" },
    "-": { binds: 6, name: "sub" },
    "*": { binds: 7, name: "mul" },
    "/": { binds: 7, name: "div" },
  }),
);
const NOT_BINDS = 3;
const MINUS_BINDS = 8;
const MAX_DEPTH = 60;
const MAX_TEXT = 4000;
/** Parts of one formula, those of formulas that it uses counted. */
export const MAX_PARTS = 1000;

/** @throws FormulaError at the place where it cannot be read. */
export function parseFormula(text: string): Node {
  if (text.length > MAX_TEXT) throw new FormulaError("formula.long", { from: 0, to: text.length }, { max: MAX_PARTS });
  return new Parser(tokensOf(text)).whole();
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#expression(0);
    if (this.#next.is !== "end") this.#refuse();
    return node;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  /** Words of the language are known in either case; those of fields are not. */
  #word(token: Token): string {
    return token.is === "name" ? token.text.toLowerCase() : token.is === "sign" ? token.text : "";
  }

  #refuse(): never {
    const { is, text, from, to } = this.#next;
    throw is === "end"
      ? new FormulaError("formula.end", { from, to })
      : new FormulaError("formula.sign", { from, to }, { sign: text });
  }

  #expression(binds: number): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new FormulaError("formula.deep", this.#next);
    let left = this.#operand();
    for (;;) {
      const sign = this.#next;
      const operator = BINARY.get(this.#word(sign));
      if (!operator || operator.binds <= binds) break;
      this.#at += 1;
      const right = this.#expression(operator.binds);
      left = call(operator.name, [left, right], sign, { from: left.from, to: right.to });
    }
    this.#depth -= 1;
    return left;
  }

  #operand(): Node {
    const token = this.#next;
    const word = this.#word(token);
    const opens = this.#word(this.#tokens[this.#at + 1] ?? token) === "(";
    // As in spreadsheets: and(a, b), or(a, b), not(a).
    if (opens && (word === "and" || word === "or")) return this.#joined(word);
    if (token.is === "end" || (BINARY.has(word) && word !== "-")) this.#refuse();
    this.#at += 1;
    const { from, to, text } = token;
    if (token.is === "number" || token.is === "text") return { is: token.is, text, from, to };
    if (word === "-" || word === "not") {
      const part = word === "not" && opens ? this.#operand() : this.#expression(word === "-" ? MINUS_BINDS : NOT_BINDS);
      return call(word === "-" ? "neg" : "not", [part], token, { from, to: part.to });
    }
    if (word === "(") {
      const inner = this.#expression(0);
      this.#close(")");
      return inner;
    }
    if (token.is !== "name") {
      this.#at -= 1;
      this.#refuse();
    }
    if (this.#next.is === "sign" && this.#next.text === "(") return this.#call(token);
    if (word === "true" || word === "false") return { is: "truth", value: word === "true", from, to };
    if (word === "blank" || word === "null") return { is: "blank", from, to };
    return { is: "path", path: text.split("."), from, to };
  }

  #call(name: Token): Node {
    const parts = this.#parts();
    return call(name.text.toLowerCase(), parts, name, { from: name.from, to: this.#tokens[this.#at - 1]!.to }, false);
  }

  #joined(name: string): Node {
    const token = this.#next;
    this.#at += 1;
    const [first, ...rest] = this.#parts();
    if (!first) this.#refuse();
    return rest.reduce((left, right) => call(name, [left, right], token, { from: token.from, to: right.to }), first);
  }

  /** What stands in brackets, with commas between. */
  #parts(): Node[] {
    this.#at += 1;
    const parts: Node[] = [];
    while (this.#word(this.#next) !== ")") {
      if (parts.length > 0) this.#close(this.#next.is === "end" ? ")" : ",");
      parts.push(this.#expression(0));
    }
    this.#at += 1;
    return parts;
  }

  #close(sign: string): void {
    if (this.#word(this.#next) !== sign) throw new FormulaError("formula.expected", this.#next, { sign });
    this.#at += 1;
  }
}

const call = (name: string, parts: Node[], { from, to }: Span, span: Span, sign = true): Node => ({
  is: "call",
  name,
  parts,
  sign,
  named: { from, to },
  from: span.from,
  to: span.to,
});
