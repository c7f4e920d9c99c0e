/** One thing that an action asks of who presses it. */
import { ActionIcon, Checkbox, Group, Select, Stack } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { hasOptions, hasTarget, isGiven, KINDS } from "../shape/kinds.ts";
import { LabelInputs } from "../shape/LabelInputs.tsx";
import type { Option } from "../shape/OptionRow.tsx";
import { OptionsInput } from "../shape/OptionsInput.tsx";
import type { ActionInput } from "./hooks.queries.ts";

interface InputEditorProps {
  input: ActionInput;
  onChange: (input: ActionInput) => void;
  onRemove: () => void;
}

export function InputEditor({ input, onChange, onRemove }: InputEditorProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const options = (input.settings?.["options"] ?? []) as Option[];
  return (
    <Stack className="topic" gap="xs">
      <LabelInputs
        label={t("actions.asks")}
        value={input.label ?? {}}
        onChange={(label) => onChange({ ...input, label: label as Record<string, string> })}
      />
      <Group align="flex-end" wrap="nowrap">
        <Select
          label={t("shape.kind")}
          flex={1}
          searchable
          allowDeselect={false}
          data={KINDS.filter((kind) => !isGiven(kind)).map((kind) => ({ value: kind, label: t(`fieldType.${kind}`) }))}
          value={input.type}
          onChange={(type) => {
            const { settings: _former, ...rest } = input;
            if (type) onChange({ ...rest, type });
          }}
        />
        <ActionIcon size="lg" variant="subtle" color="gray" aria-label={t("actions.removeInput")} onClick={onRemove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
      {hasTarget(input.type) && (
        <Select
          label={t("shape.target")}
          searchable
          data={meta.objects
            .filter((each) => !each.childOf && (!each.internal || each.name === "user"))
            .map((each) => ({ value: each.name, label: words.many(each) }))}
          value={(input.settings?.["to"] as string | undefined) ?? null}
          onChange={(to) => to && onChange({ ...input, settings: { to } })}
        />
      )}
      {hasOptions(input.type) && (
        <OptionsInput value={options} onChange={(next) => onChange({ ...input, settings: { options: next } })} />
      )}
      <Checkbox
        label={t("shape.required")}
        checked={input.required === true}
        onChange={(event) => onChange({ ...input, required: event.currentTarget.checked })}
      />
    </Stack>
  );
}
