/** Phone numbers on the screen: stored as E.164, written as people dial them, always left to right. */
import { useEffect, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { whenIdle } from "#ui/idle.ts";
import { AllOf, FirstOf } from "../emails/emails.view.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

type Writing = (value: string, country: string) => string;
let known: Writing | undefined;

/** The numbering plans of the world load when the page stands; until then a number stands as it is kept. */
function useWriting(): (value: string) => string {
  const { country } = useFormat().settings;
  const [write, setWrite] = useState<Writing | undefined>(() => known);
  useEffect(() => {
    if (write) return;
    let gone = false;
    const come = () =>
      void import("./shown.ts").then(({ shownPhone }) => {
        known = shownPhone;
        if (!gone) setWrite(() => shownPhone);
      });
    const stay = whenIdle(come, 0);
    return () => {
      gone = true;
      stay();
    };
  }, [write]);
  return (value) => (write ? write(value, country) : value);
}

const Cell = (props: CellProps) => <FirstOf {...props} write={useWriting()} />;
const Detail = (props: CellProps) => <AllOf {...props} scheme="tel" write={useWriting()} />;

export const view: FieldView = { Cell, Detail, Editor: lateEditor("phones"), width: 165 };
