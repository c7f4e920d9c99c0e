/** Chooses the stage at which a new field has to be filled: an option of one of the object's choices. */
import { Select } from "@mantine/core";
import { optionValues } from "#model/option-values.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";

interface StageSelectProps {
  object: string;
  /** `status=invoiced` */
  value: string | null;
  onChange: (value: string | null) => void;
}

export function StageSelect({ object, value, onChange }: StageSelectProps) {
  const { t } = useTranslation();
  const words = useWords();
  const choices = (objectByName(useMeta(), object)?.fields ?? []).filter(
    (field) => field.type === "choice" && field.source === "own" && !field.computed,
  );
  const data = choices.map((field) => ({
    group: words.field(object, field),
    items: optionValues(field).map((option) => ({
      value: `${field.name}=${option}`,
      label: `${words.field(object, field)}: ${words.option(object, field.name, option)}`,
    })),
  }));
  if (choices.length === 0) return null;
  return <Select label={t("shape.requiredAt")} data={data} value={value} searchable clearable onChange={onChange} />;
}

/** The rule that says it. */
export function ruleAt(object: string, field: string, stage: string) {
  const [of = "", ...option] = stage.split("=");
  return { object, kind: "required", fields: [field], when: { field: of, op: "eq", value: option.join("=") } };
}
