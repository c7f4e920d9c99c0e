/** Writes e-mail addresses. */
import { useTranslation } from "react-i18next";
import type { Labelled } from "./emails.view.tsx";
import { ValuesEditor } from "#ui/ValuesEditor.tsx";
import type { EditorProps, FieldEditing } from "../view.ts";

/** Keeps the labels of values that stay. */
export function LabelledEditor({ type, ...props }: EditorProps & { type: "email" | "tel" }) {
  const { t } = useTranslation();
  const old = (props.value as unknown as Labelled[] | null) ?? [];
  return (
    <ValuesEditor
      type={type}
      label={props.label}
      compact={props.compact}
      error={props.error}
      autoFocus={props.autoFocus}
      words={{ add: t("value.addAnother"), remove: t("value.remove") }}
      values={old.map((one) => one.value)}
      onChange={(values) => {
        const kept = values.map((value, place) => ({
          ...(old[place]?.label ? { label: old[place].label } : {}),
          value,
        }));
        props.onChange(kept.length === 1 && kept[0]?.value === "" ? null : kept);
      }}
    />
  );
}

const Editor = (props: EditorProps) => <LabelledEditor {...props} type="email" />;

export const editing: FieldEditing = { Editor };
