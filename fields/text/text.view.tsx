/** A line of text on the screen. */
import { TextInput } from "@mantine/core";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { labelled, orNull, type CellProps, type EditorProps, type FieldView } from "../view.ts";

/** Numbers and codes that identify a record run left to right in every language. */
const isCode = (field: CellProps["field"]) => field.unique === true || field["caseSensitive"] === true;

function Cell({ value, field }: CellProps) {
  return isCode(field) ? <Ltr className="tabular">{value as string}</Ltr> : <OwnText>{value as string}</OwnText>;
}

function Editor(props: EditorProps) {
  return (
    <TextInput
      {...labelled(props)}
      dir="auto"
      maxLength={typeof props.field["maxLength"] === "number" ? props.field["maxLength"] : undefined}
      value={(props.value as string | null) ?? ""}
      onChange={(event) => props.onChange(orNull(event.currentTarget.value))}
    />
  );
}

export const view: FieldView = { Cell, Editor, width: 180 };
