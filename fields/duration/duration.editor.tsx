/** Takes a duration as people write it: `1:30`, `90m`, `1 h 30 min`; once written it is said in words. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { labelled, type EditorProps, type FieldEditing } from "../view.ts";
import { durationWords } from "./duration.view.tsx";
import { typedSeconds } from "./seconds.ts";

function Editor(props: EditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value, onChange, field } = props;
  const said = (one: Json): string =>
    typeof one === "number" ? durationWords(one, format) : ((one as string | null) ?? "");
  const [text, setText] = useState(said(value));
  const [known, setKnown] = useState<Json>(value);
  // Another value came from outside: what was written here no longer stands for it.
  if (value !== known) {
    setKnown(value);
    setText(said(value));
  }
  const write = (written: string): void => {
    setText(written);
    const seconds = typedSeconds(written, field);
    // What cannot be read goes as it is, so that the refusal names it.
    const next: Json = seconds === undefined ? written : seconds;
    setKnown(next);
    onChange(next);
  };
  return (
    <TextInput
      {...labelled(props)}
      dir="auto"
      placeholder={t("value.durationExample")}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={() => setText(said(known))}
    />
  );
}

export const editing: FieldEditing = { Editor, FilterEditor: Editor };
