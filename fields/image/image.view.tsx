/** A picture on the screen. */
import { Image } from "@mantine/core";
import { FileEditor } from "../file/file.view.tsx";
import { useLookup, type Found } from "../lookup.ts";
import { idOf, type CellProps, type EditorProps, type FieldView } from "../view.ts";

function Picture({ value, size }: CellProps & { size: number }) {
  const lookup = useLookup();
  const file = value as unknown as Found;
  return (
    <Image
      src={lookup.fileAddress(file.id)}
      alt={file.title}
      h={size}
      w="auto"
      fit="contain"
      radius="sm"
      loading="lazy"
    />
  );
}

const Cell = (props: CellProps) => <Picture {...props} size={26} />;
const Detail = (props: CellProps) => <Picture {...props} size={96} />;
const Editor = (props: EditorProps) => <FileEditor {...props} accept="image/*" />;

export const view: FieldView = { Cell, Detail, Editor, toInput: idOf, width: 80 };
