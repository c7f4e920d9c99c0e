/** A line of text on the screen. */
import { Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useFormat } from "#ui/format.tsx";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { COUNTRIES } from "../address/countries.ts";
import { labelled, orNull, type CellProps, type EditorProps, type FieldView } from "../view.ts";

/** Numbers and codes that identify a record run left to right in every language. */
const isCode = (field: CellProps["field"]) => field.unique === true || field["caseSensitive"] === true;

function Country({ code }: { code: string }) {
  const format = useFormat();
  return <OwnText>{/^[A-Z]{2}$/.test(code) ? format.country(code) : code}</OwnText>;
}

function Cell({ value, field }: CellProps) {
  if (field["shows"] === "country") return <Country code={value as string} />;
  return isCode(field) ? <Ltr className="tabular">{value as string}</Ltr> : <OwnText>{value as string}</OwnText>;
}

function CountryEditor(props: EditorProps) {
  const format = useFormat();
  const countries = useMemo(
    () =>
      COUNTRIES.map((value) => ({ value, label: format.country(value) })).toSorted((a, b) =>
        a.label.localeCompare(b.label),
      ),
    [format],
  );
  return (
    <Select
      {...labelled(props)}
      searchable
      clearable
      data={countries}
      value={(props.value as string | null) ?? null}
      onChange={(value) => props.onChange(value)}
    />
  );
}

function Editor(props: EditorProps) {
  if (props.field["shows"] === "country") return <CountryEditor {...props} />;
  return (
    <TextInput
      {...labelled(props)}
      dir="auto"
      maxLength={typeof props.field["maxLength"] === "number" ? props.field["maxLength"] : undefined}
      value={(props.value as string | null) ?? ""}
      onChange={(event) => props.onChange(orNull(event.currentTarget.value))}
    />
  );
}

export const view: FieldView = { Cell, Editor, width: 180 };
