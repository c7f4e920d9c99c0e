/** Phone numbers on the screen: stored as E.164, written as people dial them, always left to right. */
import { useEffect, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { whenIdle } from "#ui/idle.ts";
import { AllOf, FirstOf } from "../emails/emails.view.tsx";
import { writtenAtHome } from "./home.ts";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

type Writing = (value: string, country: string) => string | undefined;
let known: Writing | undefined;

const asKept: Writing = (value) => value;

/** The numbering plans of the world load when the page stands; until then a number of another country is not to be seen. */
function useWriting(): (value: string) => string | undefined {
  const { country } = useFormat().settings;
  const [write, setWrite] = useState<Writing>(() => known ?? writtenAtHome);
  useEffect(() => {
    if (known) return;
    let gone = false;
    const come = () =>
      void import("./shown.ts").then(
        ({ shownPhone }) => {
          known = shownPhone;
          if (!gone) setWrite(() => shownPhone);
        },
        () => gone || setWrite(() => asKept),
      );
    const stay = whenIdle(come, 0);
    return () => {
      gone = true;
      stay();
    };
  }, []);
  return (value) => write(value, country);
}

const Cell = (props: CellProps) => <FirstOf {...props} write={useWriting()} />;
const Detail = (props: CellProps) => <AllOf {...props} scheme="tel" write={useWriting()} />;

export const view: FieldView = { Cell, Detail, Editor: lateEditor("phones"), width: 165 };
