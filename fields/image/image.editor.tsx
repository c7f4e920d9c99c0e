/** Attaches a picture. */
import { FileEditor } from "../file/file.editor.tsx";
import type { EditorProps, FieldEditing } from "../view.ts";

const Editor = (props: EditorProps) => <FileEditor {...props} accept="image/*" />;

export const editing: FieldEditing = { Editor };
