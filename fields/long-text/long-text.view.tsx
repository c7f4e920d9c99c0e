/** Text of several lines on the screen. */
import { Textarea } from "@mantine/core";
import { OwnText } from "#ui/own-text.tsx";
import { labelled, orNull, type CellProps, type EditorProps, type FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return <OwnText>{(value as string).replace(/\s+/g, " ").slice(0, 200)}</OwnText>;
}

function Detail({ value }: CellProps) {
  return (
    <div dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
      {value as string}
    </div>
  );
}

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

export const view: FieldView = { Cell, Detail, Editor, width: 260, wide: true };
