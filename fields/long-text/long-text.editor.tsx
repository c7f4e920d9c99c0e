/** Writes text of several lines. */
import { Textarea } from "@mantine/core";
import { labelled, orNull, type EditorProps, type FieldEditing } from "../view.ts";

function Editor(props: EditorProps) {
  return (
    <Textarea
      {...labelled(props)}
      dir="auto"
      autosize
      minRows={props.compact ? 2 : 3}
      maxRows={14}
      value={(props.value as string | null) ?? ""}
      onChange={(event) => props.onChange(orNull(event.currentTarget.value))}
    />
  );
}

export const editing: FieldEditing = { Editor };
