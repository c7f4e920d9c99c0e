/** Walks through the XML of a workbook's parts as it streams by; knows as much of XML as spreadsheets write. */
import { refuseFile } from "./limits.ts";

/** What is met, in order. Names come without their prefix. */
export interface XmlSink {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

const TAG = /<(\/?)(?:[^\s=<>"'/:]+:)?([^\s=<>"'/:]+)((?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
/** Characters of one tag or one run of text. */
const LONGEST = 2_000_000;

export const damaged = (): never => refuseFile("is damaged: its XML cannot be read", "transfer.badWorkbook", {});

export class XmlScanner {
  readonly #sink: XmlSink;
  #rest = "";
  #depth = 0;
  /** Has the root been opened and closed? */
  whole = false;

  constructor(sink: XmlSink) {
    this.#sink = sink;
  }

  /** @throws InvalidInput where it is no XML, or declares entities. */
  push(piece: string): void {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    let at = 0;
    for (;;) {
      const tag = text.indexOf("<", at);
      if (tag === -1) break;
      if (tag > at && this.#depth > 0) this.#sink.text(unescape(text.slice(at, tag)));
      at = tag;
      const next = this.#markup(text, tag);
      if (next === -1) break;
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > LONGEST) damaged();
  }

  /** @throws InvalidInput where the end is missing. */
  end(): void {
    if (!this.whole) damaged();
  }

  /** @returns where it goes on, -1 where more is needed. */
  #markup(text: string, at: number): number {
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (tag) {
      this.#tag(tag[1] === "/", tag[2]!, tag[3]!, tag[4] === "/");
      return TAG.lastIndex;
    }
    const second = text[at + 1];
    if (second === "?") return after(text, "?>", at);
    if (second !== "!") return this.#incomplete(text, at);
    if (text.startsWith("<!--", at)) return after(text, "-->", at);
    if (text.startsWith("<![CDATA[", at)) {
      const end = text.indexOf("]]>", at);
      if (end !== -1) this.#sink.text(text.slice(at + 9, end));
      return end === -1 ? -1 : end + 3;
    }
    // Excel declares no document types; entities are how small files grow large.
    if (text.startsWith("<!DOCTYPE", at))
      refuseFile("declares XML entities, which no workbook needs", "transfer.badWorkbook");
    return text.length - at < 9 ? -1 : damaged();
  }

  #tag(closing: boolean, name: string, attributes: string, empty: boolean): void {
    if (closing) {
      this.#depth -= 1;
      if (this.#depth < 0) damaged();
      this.#sink.close(name);
    } else {
      if (this.whole) damaged();
      this.#sink.open(name, attributes);
      if (empty) this.#sink.close(name);
      else this.#depth += 1;
    }
    if (this.#depth === 0) this.whole = true;
  }

  #incomplete(text: string, at: number): number {
    return text.length - at > LONGEST || text.indexOf("<", at + 1) !== -1 ? damaged() : -1;
  }
}

const after = (text: string, end: string, at: number): number => {
  const found = text.indexOf(end, at);
  return found === -1 ? -1 : found + end.length;
};

/** Value of an attribute, without its prefix; undefined where it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = attributes.indexOf(`${name}=`);
  while (at > 0 && !/[\s:]/.test(attributes[at - 1]!)) at = attributes.indexOf(`${name}=`, at + 1);
  if (at === -1) return undefined;
  const from = at + name.length + 2;
  const end = attributes.indexOf(attributes[from - 1]!, from);
  return unescape(attributes.slice(from, end));
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescape(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (all, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? all;
    const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return point > 0x10ffff ? "\ufffd" : String.fromCodePoint(point);
  });
}
