/** What a field of some kinds is told beside its words: how many stars, what a number without a unit counts. */
import { NumberInput, Select } from "@mantine/core";
import { MOST_STARS, starsOf } from "#fields/rating/stars.ts";
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
  return null;
}
