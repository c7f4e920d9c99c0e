/** Another record, pointed at: its title, and a way to find one. */
import { useQuery } from "@tanstack/react-query";
import { OwnText } from "#ui/own-text.tsx";
import { useLookup, type Found } from "../lookup.ts";
import { idOf, type CellProps, type EditorProps, type FieldView, type OperandProps } from "../view.ts";
import { RecordLink } from "./RecordLink.tsx";
import { RelationPicker } from "./RelationPicker.tsx";
import { RelationsPicker } from "./RelationsPicker.tsx";

/** The object a field points at; users and files say it by their type. */
export const targetOf = (field: CellProps["field"]): string =>
  typeof field["to"] === "string" ? field["to"] : field.type === "tags" ? "tag" : field.type;

function Cell({ value, field }: CellProps) {
  const found = value as unknown as Found;
  return <RecordLink object={targetOf(field)} id={found.id} title={found.title} />;
}

function RelationEditor(props: EditorProps) {
  return (
    <RelationPicker
      object={targetOf(props.field)}
      value={props.value as unknown as Found | null}
      label={props.label}
      compact={props.compact}
      required={props.field.required}
      error={props.error}
      autoFocus={props.autoFocus}
      onChange={(found) => {
        const value = found && { id: found.id, title: found.title };
        props.onChange(value);
        props.onCommit?.(value);
      }}
    />
  );
}

/** Titles for ids that stand in a filter. */
function useTitles(object: string, ids: string[]): Found[] {
  const lookup = useLookup();
  const titles = useQuery({
    queryKey: ["titles", object, ids],
    queryFn: () => Promise.all(ids.map(async (id) => ({ id, title: (await lookup.title(object, id)) ?? "—" }))),
    enabled: ids.length > 0,
    staleTime: 60_000,
  });
  return titles.data ?? ids.map((id) => ({ id, title: "…" }));
}

const idsIn = (value: unknown): string[] =>
  Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];

export function RecordsOperand({ operand, value, onChange, field, label }: OperandProps) {
  const object = targetOf(field);
  const titles = useTitles(object, idsIn(value));
  if (operand === "many")
    return (
      <RelationsPicker
        object={object}
        value={titles}
        label={label}
        compact
        inside
        onChange={(found) => onChange(found.map((one) => one.id))}
      />
    );
  return (
    <RelationPicker
      object={object}
      value={titles[0] ?? null}
      label={label}
      compact
      inside
      onChange={(found) => onChange(found?.id ?? null)}
    />
  );
}

export function RecordsText({ value, field }: CellProps) {
  const titles = useTitles(targetOf(field), idsIn(value));
  return <OwnText>{titles.map((one) => one.title).join(", ")}</OwnText>;
}

export const view: FieldView = {
  Cell,
  Editor: RelationEditor,
  FilterEditor: RecordsOperand,
  takesMany: true,
  OperandText: RecordsText,
  toInput: idOf,
  width: 180,
};
