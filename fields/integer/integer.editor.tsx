/** Writes a whole number. */
import { NumberEditor } from "../number/number.editor.tsx";
import type { EditorProps, FieldEditing } from "../view.ts";

const Editor = (props: EditorProps) => <NumberEditor {...props} whole />;

export const editing: FieldEditing = { Editor, FilterEditor: Editor };
