/** Formatted text from and to a small part of CommonMark 0.31: what is written is read back as the same. */
import { isSafeAddress, type Block, type Span } from "./document.ts";

const HEADING = /^(#{1,3})[ \t]+(.*)$/;
const BULLET = /^[-*+][ \t]+(.*)$/;
const NUMBERED = /^\d{1,9}[.)][ \t]+(.*)$/;
/** Signs that would be read as a mark. */
const MARKS = /[\\*[\]]/g;
/** So that a line of openings is not read to its end for each of them. */
const LONGEST_ADDRESS = 2000;
const LINE_START = /^(#{1,3}|[-+])(?=[ \t])|^(\d{1,9})([.)])(?=[ \t])/;

/** A line is a block of its own; empty lines only part them. */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "") continue;
    const block = readLine(trimmed);
    if (block.spans.length > 0) blocks.push(block);
  }
  return blocks;
}

function readLine(line: string): Block {
  const heading = HEADING.exec(line);
  if (heading) return { kind: "heading", level: heading[1]!.length as 1 | 2 | 3, spans: readSpans(heading[2]!) };
  const bullet = BULLET.exec(line);
  if (bullet) return { kind: "bullet", spans: readSpans(bullet[1]!) };
  const numbered = NUMBERED.exec(line);
  if (numbered) return { kind: "numbered", spans: readSpans(numbered[1]!) };
  return { kind: "paragraph", spans: readSpans(line) };
}

interface Marks {
  bold: boolean;
  italic: boolean;
}

const readSpans = (line: string): Span[] => trimmed(spansOf(line));

/** Marks that are not closed are signs like others. */
function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let marks: Marks = { bold: false, italic: false };
  let pending = "";
  const flush = (): void => {
    push(spans, pending, marks);
    pending = "";
  };
  let at = 0;
  while (at < line.length) {
    const sign = line[at]!;
    if (sign === "\\" && at + 1 < line.length && ESCAPED.has(line[at + 1]!)) {
      pending += line[at + 1]!;
      at += 2;
      continue;
    }
    if (sign === "[") {
      const link = readLink(line, at);
      if (link) {
        flush();
        for (const span of link.spans)
          push(
            spans,
            span.text,
            { bold: marks.bold || span.bold === true, italic: marks.italic || span.italic === true },
            link.address,
          );
        at = link.end;
        continue;
      }
    }
    const mark = sign === "*" ? (line.startsWith("**", at) ? "bold" : "italic") : undefined;
    const width = mark === "bold" ? 2 : 1;
    if (mark && (marks[mark] || closes(line, at + width, mark))) {
      flush();
      marks = { ...marks, [mark]: !marks[mark] };
      at += width;
      continue;
    }
    pending += mark === "bold" ? "**" : sign;
    at += mark === "bold" ? 2 : 1;
  }
  flush();
  return spans;
}

const ESCAPED = new Set(["\\", "*", "[", "]", "#", "-", "+", ".", ")"]);

/** Does the mark that opens before `from` close further on? */
function closes(line: string, from: number, mark: "bold" | "italic"): boolean {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === "\\") at += 1;
    else if (line[at] === "*") {
      const bold = line.startsWith("**", at);
      if (bold === (mark === "bold")) return true;
      if (bold) at += 1;
    }
  }
  return false;
}

/** `[words](address)`; where the address is none that may be opened, it is text. */
function readLink(line: string, from: number): { spans: Span[]; address: string; end: number } | undefined {
  let at = from + 1;
  while (at < line.length && line[at] !== "]") {
    if (line[at] === "[") return undefined;
    at += line[at] === "\\" ? 2 : 1;
  }
  if (line[at] !== "]" || line[at + 1] !== "(") return undefined;
  const end = closing(line, at + 1);
  if (end === undefined) return undefined;
  const address = plainAddress(line.slice(at + 2, end));
  const spans = isSafeAddress(address) ? spansOf(line.slice(from + 1, at)) : [];
  return spans.length > 0 ? { spans, address, end: end + 1 } : undefined;
}

/** Signs of an address that would be marks are written as RFC 3986 says it of others. */
export const plainAddress = (address: string): string =>
  address.replace(/[()*[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Parentheses within an address stand in pairs. */
function closing(line: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < line.length && at < from + LONGEST_ADDRESS; at += 1) {
    if (line[at] === "(") depth += 1;
    if (line[at] === ")" && --depth === 0) return at;
  }
  return undefined;
}

function push(spans: Span[], text: string, { bold, italic }: Marks, link?: string): void {
  if (text === "") return;
  const span: Span = { text, ...(bold ? { bold } : {}), ...(italic ? { italic } : {}), ...(link ? { link } : {}) };
  const last = spans.at(-1);
  if (last && last.bold === span.bold && last.italic === span.italic && last.link === span.link) last.text += text;
  else spans.push(span);
}

/** White space at the ends of a block is none. */
function trimmed(spans: Span[]): Span[] {
  const kept = [...spans];
  while (kept[0] && kept[0].text.trimStart() !== kept[0].text) {
    const text = kept[0].text.trimStart();
    if (text !== "") {
      kept[0] = { ...kept[0], text };
      break;
    }
    kept.shift();
  }
  while (kept.at(-1) && kept.at(-1)!.text.trimEnd() !== kept.at(-1)!.text) {
    const last = kept.at(-1)!;
    const text = last.text.trimEnd();
    if (text !== "") {
      kept[kept.length - 1] = { ...last, text };
      break;
    }
    kept.pop();
  }
  return kept;
}

/** One blank line between blocks, none between the items of a list. */
export function writeMarkdown(blocks: readonly Block[]): string {
  let number = 0;
  return blocks
    .map((block, place) => {
      const former = blocks[place - 1];
      number = block.kind === "numbered" ? (former?.kind === "numbered" ? number + 1 : 1) : 0;
      const near = former?.kind === block.kind && (block.kind === "bullet" || block.kind === "numbered");
      return `${place === 0 ? "" : near ? "\n" : "\n\n"}${lead(block, number)}${writeSpans(block)}`;
    })
    .join("");
}

function lead(block: Block, number: number): string {
  if (block.kind === "heading") return `${"#".repeat(block.level)} `;
  return block.kind === "bullet" ? "- " : block.kind === "numbered" ? `${number}. ` : "";
}

/** Bold is turned before italic wherever both are, so that three stars are read as they were written. */
function writeSpans({ spans }: Block): string {
  let former = { bold: false, italic: false };
  let text = "";
  const turn = (next: Marks): void => {
    text += `${next.bold === former.bold ? "" : "**"}${next.italic === former.italic ? "" : "*"}`;
    former = next;
  };
  for (const span of spans) {
    turn({ bold: span.bold === true, italic: span.italic === true });
    const words = span.text.replace(MARKS, "\\$&");
    text += span.link ? `[${words}](${span.link})` : words;
  }
  turn({ bold: false, italic: false });
  return text.replace(LINE_START, (_all, sign: string | undefined, digits: string, dot: string) =>
    sign === undefined ? `${digits}\\${dot}` : `\\${sign}`,
  );
}
