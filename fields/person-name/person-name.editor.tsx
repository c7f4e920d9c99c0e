/** Writes a person's name. */
import { TextInput } from "@mantine/core";
import { fullOf } from "./person-name.view.tsx";
import { labelled, type EditorProps, type FieldEditing } from "../view.ts";

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

export const editing: FieldEditing = { Editor };
