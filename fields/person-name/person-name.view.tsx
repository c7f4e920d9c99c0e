/** A person's name on the screen, in its own script and direction. */
import { TextInput } from "@mantine/core";
import { OwnText } from "#ui/own-text.tsx";
import { labelled, type CellProps, type EditorProps, type FieldView } from "../view.ts";

const fullOf = (value: unknown) =>
  typeof value === "string" ? value : ((value as { full?: string } | null)?.full ?? "");

function Cell({ value }: CellProps) {
  return <OwnText>{fullOf(value)}</OwnText>;
}

/** The name is written whole, as its bearer writes it; the parts follow from it. */
function Editor(props: EditorProps) {
  return (
    <TextInput
      {...labelled(props)}
      dir="auto"
      autoComplete="off"
      value={fullOf(props.value)}
      onChange={(event) =>
        props.onChange(event.currentTarget.value === "" ? null : { full: event.currentTarget.value })
      }
    />
  );
}

export const view: FieldView = { Cell, Editor, width: 200 };
