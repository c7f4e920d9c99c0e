/** An attached file on the screen. */
import { Anchor } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { OwnText } from "#ui/own-text.tsx";
import { useLookup, type Found } from "../lookup.ts";
import { lateEditor } from "../editing.tsx";
import { idOf, type CellProps, type FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  const lookup = useLookup();
  const file = value as unknown as Found;
  return (
    <Anchor href={lookup.fileAddress(file.id)} size="sm" download onClick={(event) => event.stopPropagation()}>
      <IconPaperclip size={14} aria-hidden /> <OwnText>{file.title}</OwnText>
    </Anchor>
  );
}

export const view: FieldView = { Cell, Editor: lateEditor("file"), toInput: idOf, width: 170 };
