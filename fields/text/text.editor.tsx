/** Writes a line of text. */
import { Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useFormat } from "#ui/format.tsx";
import { COUNTRIES } from "../address/countries.ts";
import { labelled, orNull, type EditorProps, type FieldEditing } from "../view.ts";

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

export const editing: FieldEditing = { Editor };
