/** Writes a web address. */
import { TextInput } from "@mantine/core";
import { labelled, orNull, type EditorProps, type FieldEditing } from "../view.ts";

function Editor(props: EditorProps) {
  return (
    <TextInput
      {...labelled(props)}
      dir="ltr"
      type="url"
      inputMode="url"
      placeholder="https://"
      value={(props.value as string | null) ?? ""}
      onChange={(event) => props.onChange(orNull(event.currentTarget.value))}
    />
  );
}

export const editing: FieldEditing = { Editor };
