/** Writes phone numbers. */
import { LabelledEditor } from "../emails/emails.editor.tsx";
import type { EditorProps, FieldEditing } from "../view.ts";

const Editor = (props: EditorProps) => <LabelledEditor {...props} type="tel" />;

export const editing: FieldEditing = { Editor };
