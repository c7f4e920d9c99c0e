/** Another record, pointed at: its title, and a way to find one. */
import { useQuery } from "@tanstack/react-query";
import { OwnText } from "#ui/own-text.tsx";
import { useLookup, type Found } from "../lookup.ts";
import { lateEditor, lateOperand } from "../editing.tsx";
import { idOf, type CellProps, type FieldView } from "../view.ts";
import { RecordLink } from "./RecordLink.tsx";

/** The object a field points at; users and files say it by their type. */
export const targetOf = (field: CellProps["field"]): string =>
  typeof field["to"] === "string" ? field["to"] : field.type === "tags" ? "tag" : field.type;

function Cell({ value, field }: CellProps) {
  const found = value as unknown as Found;
  return <RecordLink object={targetOf(field)} id={found.id} title={found.title} />;
}

/** Titles for ids that stand in a filter. */
export function useTitles(object: string, ids: string[]): Found[] {
  const lookup = useLookup();
  const titles = useQuery({
    queryKey: ["titles", object, ids],
    queryFn: () => Promise.all(ids.map(async (id) => ({ id, title: (await lookup.title(object, id)) ?? "—" }))),
    enabled: ids.length > 0,
    staleTime: 60_000,
  });
  return titles.data ?? ids.map((id) => ({ id, title: "…" }));
}

/** The ids that a filter names. */
export const idsIn = (value: unknown): string[] =>
  Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];

export function RecordsText({ value, field }: CellProps) {
  const titles = useTitles(targetOf(field), idsIn(value));
  return <OwnText>{titles.map((one) => one.title).join(", ")}</OwnText>;
}

export const view: FieldView = {
  Cell,
  Editor: lateEditor("relation"),
  FilterEditor: lateOperand("relation"),
  takesMany: true,
  OperandText: RecordsText,
  toInput: idOf,
  width: 180,
};
