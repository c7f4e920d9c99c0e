/** Formatted text on the screen: its words in lists, drawn where there is room. */
import { OwnText } from "#ui/own-text.tsx";
import { late } from "#ui/late.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

/** The words of its beginning, near enough for a line: the whole is read where it is drawn. */
const glance = (markdown: string): string =>
  markdown
    .slice(0, 400)
    .replace(/^(?:#{1,3}|-|\d+\.) /gm, "")
    .replace(/\[((?:[^\]\\]|\\.)*)\]\([^)]*\)/g, "$1")
    .replace(/\\(.)|\*/g, "$1")
    .replace(/\s+/g, " ")
    .slice(0, 200);

const Cell = ({ value }: CellProps) => <OwnText>{glance(value as string)}</OwnText>;

const Whole = late<{ markdown: string }>(async () => (await import("./RichText.tsx")).RichText);

const Detail = ({ value }: CellProps) => <Whole markdown={value as string} />;

export const view: FieldView = { Cell, Detail, Editor: lateEditor("richText"), width: 260, wide: true };
