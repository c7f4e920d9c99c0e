/** E-mail addresses on the screen. */
import { Anchor, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Ltr } from "#ui/own-text.tsx";
import { ValuesEditor } from "#ui/ValuesEditor.tsx";
import type { CellProps, EditorProps, FieldView } from "../view.ts";

interface Labelled {
  value: string;
  label?: string;
  extension?: string;
}

const asItIs = (one: string) => one;

/** The first value, and how many more there are. */
export function FirstOf({ value, write = asItIs }: CellProps & { write?: (one: string) => string }) {
  const values = value as unknown as Labelled[];
  return (
    <span>
      <Ltr className="tabular">{write(values[0]?.value ?? "")}</Ltr>
      {values.length > 1 && <span style={{ color: "var(--ink-faint)" }}> +{values.length - 1}</span>}
    </span>
  );
}

/** All values as links of that scheme. */
export function AllOf({
  value,
  scheme,
  write = asItIs,
}: CellProps & { scheme: "mailto" | "tel"; write?: (one: string) => string }) {
  return (
    <Stack gap={2}>
      {(value as unknown as Labelled[]).map((one) => (
        <Anchor key={one.value} size="sm" href={`${scheme}:${one.value}`}>
          <Ltr className="tabular">{one.extension ? `${write(one.value)} ×${one.extension}` : write(one.value)}</Ltr>
        </Anchor>
      ))}
    </Stack>
  );
}

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

const Detail = (props: CellProps) => <AllOf {...props} scheme="mailto" />;
const Editor = (props: EditorProps) => <LabelledEditor {...props} type="email" />;

export const view: FieldView = { Cell: FirstOf, Detail, Editor, width: 210 };
