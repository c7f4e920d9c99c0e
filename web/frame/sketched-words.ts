/** Reads off the screen what is written on it, where and how. */

/** Text, left, top, width where it is cut off or broken, how white space is kept where it is broken into lines, and the place of its style. */
export type Word = [text: string, left: number, top: number, width: number, broken: string, style: number];

export interface Row {
  id: string;
  top: number;
  /** Their tops are counted from the row's. */
  words: Word[];
}

/** What says something else a moment later, cannot be read without what is around it, or is not seen. */
const LEFT_OUT =
  "time, svg, select, nav, [aria-hidden=true], .mantine-Button-root, .mantine-Avatar-root, .visually-hidden";
const MOST = 150;

/** Rows are those that stand at a place of their own whatever the others say; `words` are all others. */
export function wordsOf(app: HTMLElement): { words: Word[]; rows: Row[]; styles: [string, string][] } {
  const styles = new Map<string, number>();
  const words: Word[] = [];
  const rows = new Map<Element, Row>();
  for (const [block, nodes] of blocksOf(app)) {
    const row = rowOf(block);
    if (row && !rows.has(row.element)) rows.set(row.element, { id: row.id, top: row.top, words: [] });
    const into = row ? rows.get(row.element)! : { top: 0, words };
    const word = readOff(block, nodes, app, styles);
    if (!word) continue;
    word[2] -= into.top;
    into.words.push(word);
  }
  const sorted = [...rows.values()].filter((row) => row.words.length > 0).toSorted((one, other) => one.top - other.top);
  return { words, rows: sorted, styles: [...styles.keys()].map((style) => JSON.parse(style) as [string, string]) };
}

/** Texts by the block whose lines they stand in. */
function blocksOf(app: HTMLElement): Map<Element, Text[]> {
  const blocks = new Map<Element, Text[]>();
  const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && blocks.size < MOST; node = walker.nextNode()) {
    if (node.nodeValue?.trim() === "") continue;
    let block = node.parentElement!;
    while (block !== app && /^(inline|contents)$/.test(getComputedStyle(block).display)) block = block.parentElement!;
    if (block.closest(LEFT_OUT) || block.querySelector("time")) continue;
    blocks.set(block, [...(blocks.get(block) ?? []), node as Text]);
  }
  return blocks;
}

/** The row of a list that is drawn by its place, and whose it is. */
function rowOf(block: Element): { element: Element; id: string; top: number } | undefined {
  const element = block.closest<HTMLElement>('[role="row"], a[href]');
  if (!element || getComputedStyle(element).position !== "absolute") return undefined;
  const href = (element.matches("a") ? element : element.querySelector("a[href]"))?.getAttribute("href");
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}$/.exec(href ?? "")?.[0];
  return id === undefined ? undefined : { element, id, top: element.getBoundingClientRect().top };
}

function readOff(block: Element, nodes: Text[], app: Element, styles: Map<string, number>): Word | undefined {
  if (!block.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return undefined;
  const range = document.createRange();
  range.setStartBefore(nodes[0]!);
  range.setEndAfter(nodes.at(-1)!);
  const [line] = range.getClientRects();
  const whole = range.getBoundingClientRect();
  if (!line) return undefined;
  const seen = clipped(block, whole, app);
  if (seen.right - seen.left < 2 || seen.bottom - seen.top < line.height / 2) return undefined;
  const look = getComputedStyle(block);
  const broken = whole.height > line.height * 1.5;
  // A single line is given its letters' own height: nothing is rounded then.
  const leading = (broken && Number.parseFloat(look.lineHeight)) || line.height;
  const style = JSON.stringify([
    `${look.fontWeight} ${look.fontSize}/${leading}px ${look.fontFamily}`,
    getComputedStyle(nodes[0]!.parentElement!).color,
  ]);
  if (!styles.has(style)) styles.set(style, styles.size);
  const box = block.getBoundingClientRect();
  const left = broken ? box.left + Number.parseFloat(look.paddingLeft) : seen.left;
  const width = broken
    ? block.clientWidth - Number.parseFloat(look.paddingLeft) - Number.parseFloat(look.paddingRight)
    : seen.right < whole.right - 1 || seen.left > whole.left + 1
      ? seen.right - seen.left
      : 0;
  return [
    nodes.map((node) => node.nodeValue).join(""),
    round(left),
    round(line.top - (leading - line.height) / 2),
    round(width),
    broken ? look.whiteSpace : "",
    styles.get(style)!,
  ];
}

const round = (length: number): number => Math.round(length * 64) / 64;

/** What is left of a box where those around it cut it off. */
function clipped(block: Element, { left, top, right, bottom }: DOMRect, app: Element) {
  const seen = {
    left: Math.max(left, 0),
    top,
    right: Math.min(right, innerWidth),
    bottom: Math.min(bottom, innerHeight),
  };
  for (let around: Element | null = block; around && around !== app; around = around.parentElement) {
    if (getComputedStyle(around).overflowX === "visible") continue;
    const box = around.getBoundingClientRect();
    seen.left = Math.max(seen.left, box.left);
    seen.right = Math.min(seen.right, box.right);
    seen.top = Math.max(seen.top, box.top);
    seen.bottom = Math.min(seen.bottom, box.bottom);
  }
  return seen;
}
