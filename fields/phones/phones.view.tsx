/** Phone numbers on the screen: stored as E.164, always left to right. */
import { AllOf, FirstOf, LabelledEditor } from "../emails/emails.view.tsx";
import type { CellProps, EditorProps, FieldView } from "../view.ts";

const Detail = (props: CellProps) => <AllOf {...props} scheme="tel" />;
const Editor = (props: EditorProps) => <LabelledEditor {...props} type="tel" />;

export const view: FieldView = { Cell: FirstOf, Detail, Editor, width: 160 };
