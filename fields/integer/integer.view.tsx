/** A whole number on the screen. */
import { NumberEditor, view as number } from "../number/number.view.tsx";
import type { EditorProps, FieldView } from "../view.ts";

const Editor = (props: EditorProps) => <NumberEditor {...props} whole />;

export const view: FieldView = { ...number, Editor, FilterEditor: Editor, width: 100 };
