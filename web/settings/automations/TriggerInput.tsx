/** What sets an automation off: a change, a condition that comes to hold, or the clock. */
import { Group, MultiSelect, Select, Stack, Text } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import type { MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { TRIGGERS, type Trigger } from "./automations.queries.ts";

interface TriggerInputProps {
  object: MetaObject;
  trigger: Trigger;
  onChange: (trigger: Trigger) => void;
}

const begin = (on: Trigger["on"]): Trigger => (on === "time" ? { on, every: "day", hour: 8 } : { on });

export function TriggerInput({ object, trigger, onChange }: TriggerInputProps) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Stack gap="xs">
      <Select
        label={t("automation.trigger")}
        allowDeselect={false}
        data={TRIGGERS.map((on) => ({ value: on, label: t(`automations.on.${on}`) }))}
        value={trigger.on}
        onChange={(on) => on && onChange(begin(on as Trigger["on"]))}
      />
      {trigger.on === "updated" && (
        <MultiSelect
          label={t("automations.fields")}
          placeholder={trigger.fields?.length ? "" : t("automations.anyField")}
          searchable
          clearable
          data={object.fields
            .filter((field) => !field.readOnly)
            .map((field) => ({ value: field.name, label: words.field(object.name, field) }))}
          value={trigger.fields ?? []}
          onChange={(fields) => onChange(fields.length > 0 ? { on: "updated", fields } : { on: "updated" })}
        />
      )}
      {trigger.on === "time" && <Clock trigger={trigger} onChange={onChange} />}
    </Stack>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function Clock({ trigger, onChange }: { trigger: Trigger & { on: "time" }; onChange: (trigger: Trigger) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Group align="flex-end">
        <Select
          label={t("automations.every")}
          allowDeselect={false}
          data={(["day", "hour"] as const).map((every) => ({ value: every, label: t(`automations.every.${every}`) }))}
          value={trigger.every}
          onChange={(every) =>
            every && onChange(every === "day" ? { on: "time", every, hour: 8 } : { on: "time", every: "hour" })
          }
        />
        {trigger.every === "day" && (
          <Select
            label={t("automations.hour")}
            allowDeselect={false}
            w="8rem"
            data={HOURS.map((hour) => ({
              value: String(hour),
              label: format.dateTime(new Date(Date.UTC(2000, 0, 1, hour)), { timeStyle: "short", timeZone: "UTC" }),
            }))}
            value={String(trigger.hour ?? 8)}
            onChange={(hour) => hour !== null && onChange({ ...trigger, hour: Number(hour) })}
          />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {t("automations.onceHint")}
      </Text>
    </>
  );
}
