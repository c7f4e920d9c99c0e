/** Phone numbers on the screen: stored as E.164, written as people dial them, always left to right. */
import { useEffect, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { AllOf, FirstOf, LabelledEditor } from "../emails/emails.view.tsx";
import type { CellProps, EditorProps, FieldView } from "../view.ts";

type Writing = (value: string, country: string) => string;
let known: Writing | undefined;

/** The numbering plans of the world load after the first paint; until then a number stands as it is kept. */
function useWriting(): (value: string) => string {
  const { country } = useFormat().settings;
  const [write, setWrite] = useState<Writing | undefined>(() => known);
  useEffect(() => {
    if (write) return;
    let gone = false;
    void import("./shown.ts").then(({ shownPhone }) => {
      known = shownPhone;
      if (!gone) setWrite(() => shownPhone);
    });
    return () => {
      gone = true;
    };
  }, [write]);
  return (value) => (write ? write(value, country) : value);
}

const Cell = (props: CellProps) => <FirstOf {...props} write={useWriting()} />;
const Detail = (props: CellProps) => <AllOf {...props} scheme="tel" write={useWriting()} />;
const Editor = (props: EditorProps) => <LabelledEditor {...props} type="tel" />;

export const view: FieldView = { Cell, Detail, Editor, width: 165 };
