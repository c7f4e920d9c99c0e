/** A percentage on the screen: 12.5 means 12.5 %. */
import { useFormat } from "#ui/format.tsx";
import { NumberEditor } from "../number/number.view.tsx";
import type { CellProps, EditorProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return <bdi className="tabular">{useFormat().percent(value as string)}</bdi>;
}

const Editor = (props: EditorProps) => <NumberEditor {...props} suffix=" %" />;

export const view: FieldView = { Cell, Editor, FilterEditor: Editor, width: 100, align: "end" };
