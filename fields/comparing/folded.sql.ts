/** The folded form of text that is made in PostgreSQL: what `fold` of #model/folding.ts makes of text that is written. */
import { sql } from "#model/sql.ts";
import type { Sql } from "../sql-face.ts";

/** Digits of other scripts with what they are worth, and signs that carry no letter at the end, where `translate` drops them. */
function plainSigns(): { from: string; to: string } {
  let from = "";
  let to = "";
  for (let code = 0x80; code < 0x20000; code += 1) {
    const sign = String.fromCodePoint(code);
    if (!/\p{Nd}/u.test(sign)) continue;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    from += sign;
    to += String((code - zero) % 10);
  }
  return { from: `${from}يىكةۀأإٱ`, to: `${to}ییکههااا` };
}

const { from: FROM, to: TO } = plainSigns();
const literal = (text: string): Sql => sql.raw(`'${text}'`);
const MARKS = literal("[\\u0300-\\u036f]");
const UNWRITTEN = literal("[\\u064b-\\u0652\\u0670\\u0640\\u200b-\\u200f\\u2060\\ufeff\\u202a-\\u202e\\u2066-\\u2069]");
const SPACES = literal("[\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+");
const LONGEST = 400;

/** @param text with collation "C". The result sorts as keys of text do. */
export function folded(text: Sql): Sql {
  const lower = sql`lower(normalize(${text}, nfkc) collate "und-x-icu")`;
  const bare = sql`normalize(regexp_replace(normalize(${lower}, nfd) collate "C", ${MARKS}, '', 'g'), nfc)`;
  const plain = sql`translate(regexp_replace(${bare} collate "C", ${UNWRITTEN}, '', 'g'), ${literal(FROM)}, ${literal(TO)})`;
  const spaced = sql`btrim(regexp_replace(${plain} collate "C", ${SPACES}, ' ', 'g'), ' ')`;
  return sql`(left(${spaced}, ${sql.lit(LONGEST)}) collate "und-x-icu")`;
}
