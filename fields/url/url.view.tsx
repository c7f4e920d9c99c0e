/** A web address on the screen. */
import { Anchor } from "@mantine/core";
import { Ltr } from "#ui/own-text.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

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

export const view: FieldView = { Cell, Detail, Editor: lateEditor("url"), width: 180 };
