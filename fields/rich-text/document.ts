/** Formatted text as blocks: paragraphs, headings, lists, with bold, italic and links within. What else somebody hands in is text. */

export interface Span {
  text: string;
  bold?: true;
  italic?: true;
  /** An address that opens nothing but a page, a letter or a call. */
  link?: string;
}

/** `level` of a heading is 1 to 3; an item stands in a list of its kind with its neighbours. */
export type Block =
  | { kind: "paragraph"; spans: Span[] }
  | { kind: "heading"; level: 1 | 2 | 3; spans: Span[] }
  | { kind: "bullet" | "numbered"; spans: Span[] };

/** Is it an address that may be opened by a click? Nothing that runs, and nothing that hides where it leads. */
export function isSafeAddress(address: string): boolean {
  return (
    address.length <= 2000 &&
    /^(?:https?:\/\/[^\s/]|mailto:[^\s]|tel:[+\d])[^\s<>"'`\\{}|^]*$/i.test(address) &&
    !/\p{C}/u.test(address)
  );
}

/** The words alone, a line for each block. */
export const plainOf = (blocks: readonly Block[]): string =>
  blocks.map(({ spans }) => spans.map(({ text }) => text).join("")).join("\n");
