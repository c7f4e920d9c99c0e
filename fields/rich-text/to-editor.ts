/** Formatted text to and from the documents of the editor, which are those of ProseMirror. */
import type { JSONContent } from "@tiptap/react";
import { isSafeAddress, type Block, type Span } from "./document.ts";
import { plainAddress } from "./markdown.ts";

const textNode = ({ text, bold, italic, link }: Span): JSONContent => ({
  type: "text",
  text,
  marks: [
    ...(bold ? [{ type: "bold" }] : []),
    ...(italic ? [{ type: "italic" }] : []),
    ...(link ? [{ type: "link", attrs: { href: link } }] : []),
  ],
});

const LISTS = { bullet: "bulletList", numbered: "orderedList" } as const;

export function toEditor(blocks: readonly Block[]): JSONContent {
  const content: JSONContent[] = [];
  for (const block of blocks) {
    const spans = block.spans.map(textNode);
    if (block.kind === "paragraph") content.push({ type: "paragraph", content: spans });
    else if (block.kind === "heading") content.push({ type: "heading", attrs: { level: block.level }, content: spans });
    else {
      const type = LISTS[block.kind];
      const item = { type: "listItem", content: [{ type: "paragraph", content: spans }] };
      const last = content.at(-1);
      if (last?.type === type) last.content!.push(item);
      else content.push({ type, content: [item] });
    }
  }
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

/** Lists within lists become one list; what holds no words is left out. */
export function fromEditor(document: JSONContent): Block[] {
  const blocks: Block[] = [];
  const walk = (node: JSONContent, list?: "bullet" | "numbered"): void => {
    const kind = node.type === "bulletList" ? "bullet" : node.type === "orderedList" ? "numbered" : list;
    if (node.type !== "paragraph" && node.type !== "heading") {
      for (const child of node.content ?? []) walk(child, kind);
      return;
    }
    const spans = (node.content ?? []).flatMap(spanOf);
    if (spans.every(({ text }) => text.trim() === "")) return;
    if (node.type === "heading") {
      const level = Math.min(3, Math.max(1, Number(node.attrs?.["level"] ?? 1))) as 1 | 2 | 3;
      blocks.push({ kind: "heading", level, spans });
    } else blocks.push({ kind: kind ?? "paragraph", spans });
  };
  walk(document);
  return blocks;
}

function spanOf(node: JSONContent): Span[] {
  if (node.type !== "text" || !node.text) return [];
  const marks = new Map((node.marks ?? []).map((mark) => [mark.type, mark.attrs]));
  const link = plainAddress(String((marks.get("link") as { href?: string } | undefined)?.href ?? ""));
  return [
    {
      text: node.text.replace(/[\r\n]+/g, " "),
      ...(marks.has("bold") ? { bold: true as const } : {}),
      ...(marks.has("italic") ? { italic: true as const } : {}),
      ...(isSafeAddress(link) ? { link } : {}),
    },
  ];
}
