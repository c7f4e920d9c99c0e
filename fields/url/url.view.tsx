/** A web address on the screen. */
import { Anchor, TextInput } from "@mantine/core";
import { Ltr } from "#ui/own-text.tsx";
import { labelled, orNull, type CellProps, type EditorProps, type FieldView } from "../view.ts";

const shortened = (address: string) => address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");

function Cell({ value }: CellProps) {
  return <Ltr>{shortened(value as string)}</Ltr>;
}

function Detail({ value }: CellProps) {
  const address = value as string;
  if (!/^https?:\/\//.test(address)) return <Cell value={value} field={{ type: "url" }} optionLabel={String} />;
  return (
    <Anchor href={address} target="_blank" rel="noreferrer noopener" size="sm">
      <Ltr>{shortened(address)}</Ltr>
    </Anchor>
  );
}

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

export const view: FieldView = { Cell, Detail, Editor, width: 180 };
