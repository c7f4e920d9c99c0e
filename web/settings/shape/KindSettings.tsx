/** What a field of some kinds is told beside its words: how many stars, what a number without a unit counts. */
import { Group, NumberInput, Select, TextInput } from "@mantine/core";
import { numberText, patternFault, PLAIN_PATTERN } from "#fields/auto-number/pattern.ts";
import { useState } from "react";
import { MOST_STARS, starsOf } from "#fields/rating/stars.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import type { FieldSettings } from "./shape.queries.ts";

interface KindSettingsProps {
  type: string;
  settings: FieldSettings;
  onChange: (more: FieldSettings) => void;
}

export function KindSettings({ type, settings, onChange }: KindSettingsProps) {
  const { t } = useTranslation();
  if (type === "rating")
    return (
      <NumberInput
        label={t("shape.stars")}
        min={1}
        max={MOST_STARS}
        allowDecimal={false}
        value={starsOf({ ...settings, type })}
        onChange={(max) => onChange({ max: max === "" ? undefined : Number(max) })}
      />
    );
  if (type === "duration")
    return (
      <Select
        label={t("shape.unit")}
        data={["", "second", "minute", "hour"].map((unit) => ({
          value: unit,
          label: t(`shape.unit.${unit || "none"}`),
        }))}
        value={(settings["unit"] as string | undefined) ?? ""}
        allowDeselect={false}
        onChange={(unit) => onChange({ unit: unit || undefined })}
      />
    );
  if (type === "autoNumber") return <PatternSettings type={type} settings={settings} onChange={onChange} />;
  return null;
}

function PatternSettings({ settings, onChange }: KindSettingsProps) {
  const { t } = useTranslation();
  const say = useSay();
  const pattern = (settings["pattern"] as string | undefined) ?? PLAIN_PATTERN;
  const start = (settings["start"] as number | undefined) ?? 1;
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const sound = patternFault(pattern) === undefined;
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <TextInput
        style={{ flex: 1 }}
        label={t("shape.pattern")}
        dir="ltr"
        maxLength={40}
        value={pattern}
        error={sound ? undefined : t("shape.patternFault")}
        {...(sound
          ? {
              description: say("shape.patternHint", {
                number: numberText(pattern, start, today),
              }),
            }
          : {})}
        inputWrapperOrder={["label", "input", "description", "error"]}
        onChange={(event) => onChange({ pattern: event.currentTarget.value })}
      />
      <NumberInput
        w={110}
        label={t("shape.start")}
        min={0}
        max={999_999_999}
        allowDecimal={false}
        value={start}
        onChange={(first) => onChange({ start: first === "" ? undefined : Number(first) })}
      />
    </Group>
  );
}
