/** A number that the machine gave, on the screen; nobody writes it. */
import { Ltr } from "#ui/own-text.tsx";
import type { CellProps, FieldView } from "../view.ts";

const Cell = ({ value }: CellProps) => <Ltr className="tabular">{value as string}</Ltr>;

export const view: FieldView = { Cell, OperandText: Cell, width: 130 };
