/** Cuts the text of a formula into signs, each with its place. */
import { FormulaError, type Span } from "./kind.ts";

export interface Token extends Span {
  is: "number" | "text" | "name" | "sign" | "end";
  /** Of a text what it says, of a name its path, else as written. */
  text: string;
}

const NUMBER = /\d+(?:\.\d+)?/y;
/** A field, a path over relations, a function: `company.x_rate`. */
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y;
const SIGN = /<=|>=|<>|!=|==|[-+*/&=<>(),]/y;
const SPACE = /\s+/y;
/** Quotes as they are typed and as word processors set them. */
const QUOTES: Record<string, string> = { '"': '"', "'": "'", "“": "”", "‘": "’" };
const MAX_NUMBER = 30;

/** @throws FormulaError at a sign that means nothing. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const put = (is: Token["is"], length: number, said: string): void => {
    tokens.push({ is, text: said, from: at, to: at + length });
    at += length;
  };
  while (at < text.length) {
    const space = take(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const number = take(NUMBER);
    const name = take(NAME);
    const sign = take(SIGN);
    if (number !== undefined && number.length <= MAX_NUMBER) put("number", number.length, number);
    else if (name !== undefined) put("name", name.length, name);
    else if (sign !== undefined) put("sign", sign.length, sign === "!=" ? "<>" : sign === "==" ? "=" : sign);
    else if (QUOTES[text[at]!] !== undefined) {
      const { said, length } = quoted(text, at);
      put("text", length, said);
    } else {
      const wrong = String.fromCodePoint(text.codePointAt(at)!);
      throw new FormulaError("formula.sign", { from: at, to: at + wrong.length }, { sign: wrong });
    }
  }
  tokens.push({ is: "end", text: "", from: text.length, to: text.length });
  return tokens;
}

/** A text in quotes; a quote within it is written twice. */
function quoted(text: string, from: number): { said: string; length: number } {
  const close = QUOTES[text[from]!]!;
  let said = "";
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== close) said += text[at];
    else if (text[at + 1] === close) {
      said += close;
      at += 1;
    } else return { said, length: at + 1 - from };
  }
  throw new FormulaError("formula.unended", { from, to: text.length });
}
