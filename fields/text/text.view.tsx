/** A line of text on the screen. */
import { useFormat } from "#ui/format.tsx";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

/** Numbers and codes that identify a record run left to right in every language. */
const isCode = (field: CellProps["field"]) => field.unique === true || field["caseSensitive"] === true;

function Country({ code }: { code: string }) {
  const format = useFormat();
  return <OwnText>{/^[A-Z]{2}$/.test(code) ? format.country(code) : code}</OwnText>;
}

function Cell({ value, field }: CellProps) {
  if (field["shows"] === "country") return <Country code={value as string} />;
  return isCode(field) ? <Ltr className="tabular">{value as string}</Ltr> : <OwnText>{value as string}</OwnText>;
}

export const view: FieldView = { Cell, Editor: lateEditor("text"), width: 180 };
