/** What a new record is given: a value, who acts, the day, or a field of the record that it points at. */
import { SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { isPath, type Given } from "#model/business-rule.ts";
import { isObject, type Json } from "#model/json.ts";
import { fieldOf, objectByName, useMeta, type Meta, type MetaField, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { FieldEditor } from "#web/records/FieldValue.tsx";
import { toInput } from "#web/records/record-doings.ts";
import { useWords, type Words } from "#web/records/words.ts";

type Way = "plain" | "me" | "now" | "from";

interface GivenInputProps {
  object: MetaObject;
  field: MetaField;
  value: Given | undefined;
  error: string | undefined;
  onChange: (value: Given) => void;
}

const wayOf = (value: Given | undefined): Way =>
  isPath(value)
    ? "from"
    : isObject(value) && "me" in value
      ? "me"
      : isObject(value) && "now" in value
        ? "now"
        : "plain";

export function GivenInput({ object, field, value, error, onChange }: GivenInputProps) {
  const { t } = useTranslation();
  const words = useWords();
  const sources = sourcesOf(useMeta(), object, field, words);
  const [way, setWay] = useState<Way>(wayOf(value));
  /** A record is shown by its name, and kept by its id. */
  const [shown, setShown] = useState<Json>(wayOf(value) === "plain" ? ((value ?? null) as Json) : null);
  const ways: Way[] = [
    "plain",
    ...(field.target === "user" ? (["me"] as const) : []),
    ...(field.operators.next ? (["now"] as const) : []),
    ...(sources.length > 0 ? (["from"] as const) : []),
  ];
  const choose = (next: Way) => {
    setWay(next);
    if (next === "me") onChange({ me: true });
    if (next === "now") onChange({ now: true });
  };
  return (
    <Stack gap="xs">
      {ways.length > 1 && (
        <SegmentedControl
          aria-label={t("rules.is.default")}
          data={ways.map((each) => ({ value: each, label: t(`rules.given.${each}`) }))}
          value={way}
          onChange={(next) => choose(next as Way)}
        />
      )}
      {way === "plain" && (
        <FieldEditor
          object={object}
          field={{ ...field, required: false }}
          value={shown}
          error={error}
          onChange={(next) => {
            setShown(next);
            onChange(toInput(field, next));
          }}
        />
      )}
      {way === "from" && (
        <Select
          label={t("rules.given.source")}
          data={sources}
          value={isPath(value) ? value.from : null}
          error={error}
          searchable
          onChange={(from) => from && onChange({ from })}
        />
      )}
      {(way === "me" || way === "now") && error && (
        <Text size="xs" c="var(--bad)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** Fields of the same kind, one relation away. */
function sourcesOf(meta: Meta, object: MetaObject, field: MetaField, words: Words) {
  return object.fields
    .filter((relation) => relation.target && relation.storage === "columns" && relation.source !== "system")
    .flatMap((relation) => {
      const target = objectByName(meta, relation.target!);
      return (target?.fields ?? [])
        .filter(
          (each) =>
            each.type === field.type &&
            each.target === field.target &&
            each.source !== "statistics" &&
            each.source !== "computed",
        )
        .map((each) => ({
          value: `${relation.name}.${each.name}`,
          label: `${words.field(object.name, fieldOf(object, relation.name)!)} · ${words.field(target!.name, each)}`,
        }));
    });
}
