/** Writes a postal address. */
import { Input, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import type { Address, Part } from "./address.view.tsx";
import { COUNTRIES } from "./countries.ts";
import { orNull, type EditorProps, type FieldEditing } from "../view.ts";

function Editor(props: EditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const address = (props.value as Address | null) ?? {};
  const countries = useMemo(
    () =>
      COUNTRIES.map((code) => ({ value: code, label: format.country(code) })).sort((a, b) =>
        a.label.localeCompare(b.label, format.settings.language),
      ),
    [format],
  );
  const change = (part: Part, value: string | null) => {
    const next = Object.fromEntries(Object.entries({ ...address, [part]: value }).filter(([, text]) => text));
    props.onChange(Object.keys(next).length ? (next as Record<string, string>) : null);
  };
  const line = (part: Part, first = false) => (
    <TextInput
      aria-label={`${props.label}: ${t(`value.address.${part}`)}`}
      placeholder={t(`value.address.${part}`)}
      dir="auto"
      value={address[part] ?? ""}
      autoFocus={first && (props.autoFocus ?? false)}
      onChange={(event) => change(part, orNull(event.currentTarget.value))}
    />
  );
  const fields = (
    <Stack gap={6}>
      {line("street", true)}
      <SimpleGrid cols={2} spacing={6} verticalSpacing={6}>
        {line("postalCode")}
        {line("city")}
        {line("region")}
        <Select
          aria-label={`${props.label}: ${t("value.address.country")}`}
          placeholder={t("value.address.country")}
          data={countries}
          searchable
          clearable
          value={address.country ?? null}
          onChange={(country) => change("country", country)}
        />
      </SimpleGrid>
    </Stack>
  );
  if (props.compact)
    return (
      <>
        {fields}
        {props.error && <Input.Error role="alert">{props.error}</Input.Error>}
      </>
    );
  return (
    <Input.Wrapper label={props.label} labelElement="div" error={props.error}>
      {fields}
    </Input.Wrapper>
  );
}

export const editing: FieldEditing = { Editor };
