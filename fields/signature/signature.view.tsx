/** A signature on the screen, always on paper: dark ink would not be seen on dark ground. */
import { view as image } from "../image/image.view.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

const paper = { display: "inline-block", background: "#fff", borderRadius: 4, padding: "1px 4px" };

const onPaper = (Show: NonNullable<FieldView["Detail"]>) =>
  function OnPaper(props: CellProps) {
    return (
      <span style={paper}>
        <Show {...props} />
      </span>
    );
  };

export const view: FieldView = {
  ...image,
  Cell: onPaper(image.Cell),
  Detail: onPaper(image.Detail!),
  Editor: lateEditor("signature"),
  width: 110,
};
