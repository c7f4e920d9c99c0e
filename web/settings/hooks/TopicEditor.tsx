/** What a webhook is told: which kinds of change of which records, and with which of their fields. */
import { ActionIcon, Chip, Group, MultiSelect, Select } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterBar } from "#web/records/filter/FilterBar.tsx";
import { useWords } from "#web/records/words.ts";
import { KINDS, type Topic } from "./hooks.queries.ts";

interface TopicEditorProps {
  topic: Topic;
  onChange: (topic: Topic) => void;
  onRemove: () => void;
}

export function TopicEditor({ topic, onChange, onRemove }: TopicEditorProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const object = objectByName(meta, topic.object);
  const objects = meta.objects.filter((each) => each.rights.read);
  return (
    <div className="topic" role="group" aria-label={words.many(topic.object)}>
      <Group wrap="nowrap" align="flex-end">
        <Select
          label={t("hooks.object")}
          data={objects.map((each) => ({ value: each.name, label: words.many(each) }))}
          value={topic.object}
          searchable
          allowDeselect={false}
          flex={1}
          onChange={(name) => name && onChange({ object: name, on: topic.on })}
        />
        <ActionIcon size="lg" variant="subtle" color="gray" aria-label={t("hooks.removeTopic")} onClick={onRemove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
      <Chip.Group multiple value={topic.on} onChange={(on) => onChange({ ...topic, on: on as Topic["on"] })}>
        <Group gap={6} role="group" aria-label={t("hooks.on")}>
          {KINDS.map((kind) => (
            <Chip key={kind} value={kind} size="xs" variant="light">
              {t(`hooks.kind.${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {object && (
        <>
          <FilterBar object={object} filter={topic.filter} onChange={(filter) => onChange({ ...topic, filter })} />
          <MultiSelect
            label={t("hooks.fields")}
            placeholder={topic.fields ? undefined : t("hooks.allFields")}
            data={object.fields.map((field) => ({ value: field.name, label: words.field(object.name, field.name) }))}
            value={topic.fields ?? []}
            searchable
            clearable
            onChange={(fields) => onChange({ ...topic, fields: fields.length > 0 ? fields : undefined })}
          />
        </>
      )}
    </div>
  );
}
