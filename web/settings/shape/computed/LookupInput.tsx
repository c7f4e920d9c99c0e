/** Choosing which field of a related record is shown. */
import { Select, Stack } from "@mantine/core";
import { useMeta, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { FieldSettings } from "../shape.queries.ts";
import { lookupChoices } from "./completion.ts";
import { PreviewRows } from "./PreviewRows.tsx";
import { useFaultWords, usePreview } from "./preview.queries.ts";

interface LookupInputProps {
  object: MetaObject;
  name: string | undefined;
  settings: FieldSettings;
  onChange: (more: FieldSettings) => void;
}

export function LookupInput({ object, name, settings, onChange }: LookupInputProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const faultWords = useFaultWords();
  const path = typeof settings["path"] === "string" ? settings["path"] : "";
  const { preview, fault } = usePreview(object.name, name, "lookup", settings);
  const choices = lookupChoices(meta, words, object);
  const known = path === "" || choices.some(({ value }) => value === path);
  return (
    <Stack gap="sm">
      <Select
        label={t("formula.path")}
        required
        searchable
        data={known ? choices : [...choices, { value: path, label: path }]}
        value={path || null}
        error={fault ? faultWords(fault) : undefined}
        onChange={(next) => next && onChange({ path: next })}
      />
      {preview && path !== "" && !fault && <PreviewRows object={object} preview={preview} />}
    </Stack>
  );
}
