/** A moment on the screen, in the reader's time zone: near ones relative, the exact one on hover. */
import { useFormat } from "#ui/format.tsx";
import { view as date } from "../date/date.view.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  const format = useFormat();
  const at = value as string;
  const near = format.isNear(at);
  return (
    <time
      dateTime={at}
      className="tabular"
      // Written when somebody rests on it: a list has hundreds of them.
      onMouseEnter={({ currentTarget }) =>
        (currentTarget.title ||= format.dateTime(at, { dateStyle: "full", timeStyle: "short" }))
      }
    >
      {near ? format.relative(at) : format.dateTime(at, { dateStyle: "medium" })}
    </time>
  );
}

function Detail({ value }: CellProps) {
  const format = useFormat();
  return (
    <time dateTime={value as string} title={format.relative(value as string)}>
      {format.dateTime(value as string)}
    </time>
  );
}

const OperandText = date.Cell;

export const view: FieldView = {
  Cell,
  Detail,
  Editor: lateEditor("datetime"),
  FilterEditor: lateOperand("datetime"),
  OperandText,
  width: 140,
};
