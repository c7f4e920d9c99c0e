/** Formatted text drawn from its blocks; no markup of others ever reaches the page. */
import { Anchor } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { isSafeAddress, type Block, type Span } from "./document.ts";
import { readMarkdown } from "./markdown.ts";
import "./rich-text.css";

function Words({ span }: { span: Span }): ReactNode {
  let words: ReactNode = span.text;
  if (span.italic) words = <em>{words}</em>;
  if (span.bold) words = <strong>{words}</strong>;
  if (!span.link || !isSafeAddress(span.link)) return words;
  return (
    <Anchor href={span.link} target="_blank" rel="noreferrer noopener nofollow" inherit>
      {words}
    </Anchor>
  );
}

const spansOf = (block: Block): ReactNode =>
  block.spans.map((span, place) => (
    <Fragment key={place}>
      <Words span={span} />
    </Fragment>
  ));

/** Items of a list that stand together are one list. */
function together(blocks: readonly Block[]): Block[][] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    const inList = block.kind === "bullet" || block.kind === "numbered";
    if (last && inList && last[0]!.kind === block.kind) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

function Run({ run }: { run: Block[] }): ReactNode {
  const [first] = run as [Block];
  if (first.kind === "paragraph") return <p dir="auto">{spansOf(first)}</p>;
  if (first.kind === "heading")
    return (
      <p dir="auto" role="heading" aria-level={first.level + 3} data-level={first.level}>
        {spansOf(first)}
      </p>
    );
  const items = run.map((item, place) => (
    <li key={place} dir="auto">
      {spansOf(item)}
    </li>
  ));
  return first.kind === "bullet" ? <ul dir="auto">{items}</ul> : <ol dir="auto">{items}</ol>;
}

export const RichText = ({ markdown }: { markdown: string }) => (
  <div className="rich-text">
    {together(readMarkdown(markdown)).map((run, place) => (
      <Run key={place} run={run} />
    ))}
  </div>
);
