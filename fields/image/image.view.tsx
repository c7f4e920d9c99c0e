/** A picture on the screen. */
import { Image } from "@mantine/core";
import { useLookup, type Found } from "../lookup.ts";
import { lateEditor } from "../editing.tsx";
import { idOf, type CellProps, type FieldView } from "../view.ts";

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
const Cover = ({ value }: CellProps) => {
  const lookup = useLookup();
  return (
    <img
      src={lookup.fileAddress((value as unknown as Found).id)}
      alt=""
      loading="lazy"
      style={{ inlineSize: "100%", blockSize: "100%", objectFit: "cover" }}
    />
  );
};

export const view: FieldView = { Cell, Detail, Cover, Editor: lateEditor("image"), toInput: idOf, width: 80 };
