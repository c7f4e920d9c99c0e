/** A layout being arranged: by drag, by the arrows beside each field; what it comes to stands beside it. */
import { ActionIcon, Button, Checkbox, Group, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { fieldOf, type MetaObject } from "#web/api/meta.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { isAskable } from "#web/records/form/askable.ts";
import { useWords } from "#web/records/words.ts";
import { LabelInputs } from "../shape/LabelInputs.tsx";
import { kept, place, step, withoutGroup, type Draft } from "./arrange.ts";
import { LayoutPreview } from "./LayoutPreview.tsx";
import { useResetLayout, useSaveLayout, type OwnLayout } from "./layouts.queries.ts";

interface LayoutEditorProps {
  object: MetaObject;
  layout: OwnLayout | undefined;
  target: { forRole?: string; forTeam?: string; forType?: string };
  start: Draft;
}

const CARRIED = "application/x-layout-field";

export function LayoutEditor({ object, layout, target, start }: LayoutEditorProps) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const [draft, setDraft] = useState(start);
  const save = useSaveLayout(() => t("layouts.saved"));
  const reset = useResetLayout(() => t("layouts.wasReset"));
  const refuse = { onError: (error: Error): void => toast.problem(issues.all(error)) };
  const changed = JSON.stringify(kept(draft)) !== JSON.stringify(kept(start));
  const rename = (at: number, label: Partial<Record<string, string>>) =>
    setDraft({
      ...draft,
      groups: draft.groups.map((group, each) =>
        each === at ? { ...group, label: label as Record<string, string> } : group,
      ),
    });
  const add = () => setDraft({ ...draft, groups: [...draft.groups, { name: freeName(draft), label: {}, fields: [] }] });
  return (
    <div className="layout-editor">
      <div>
        <Text size="sm" c="dimmed" mb="xs">
          {t("layouts.keys")}
        </Text>
        {draft.groups.map((group, at) => (
          <FieldList
            key={group.name}
            object={object}
            draft={draft}
            at={at}
            fields={group.fields}
            onChange={setDraft}
            head={
              <Group align="flex-start" gap="xs" wrap="nowrap">
                <div style={{ flex: 1 }}>
                  <GroupHeading object={object} group={group} onChange={(label) => rename(at, label)} />
                </div>
                <ActionIcon
                  mt={28}
                  aria-label={t("layouts.removeGroup")}
                  onClick={() => setDraft(withoutGroup(draft, at))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            }
          />
        ))}
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} my="sm" onClick={add}>
          {t("layouts.addGroup")}
        </Button>
        <FieldList
          object={object}
          draft={draft}
          at={draft.groups.length}
          fields={draft.without}
          onChange={setDraft}
          head={
            <>
              <h3>{t("layouts.leftOut")}</h3>
              <Text size="xs" c="dimmed">
                {t("layouts.leftOutHint")}
              </Text>
            </>
          }
        />
        <Group mt="md">
          <Button
            disabled={!changed}
            loading={save.isPending}
            onClick={() =>
              save.mutate({ id: layout?.id, object: object.name, ...target, ...worded(kept(draft)) }, refuse)
            }
          >
            {t("layouts.save")}
          </Button>
          {layout && (
            <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate(layout.id, refuse)}>
              {t("layouts.reset")}
            </Button>
          )}
        </Group>
      </div>
      <LayoutPreview object={object} draft={kept(draft)} />
    </div>
  );
}

function freeName({ groups }: Draft): string {
  for (let number = groups.length + 1; ; number += 1)
    if (!groups.some((group) => group.name === `group${number}`)) return `group${number}`;
}

/** A heading without words is none. */
const worded = (draft: Draft): Draft => ({
  ...draft,
  groups: draft.groups.map(({ label, ...group }) =>
    label && Object.keys(label).length > 0 ? { ...group, label } : group,
  ),
});

interface GroupHeadingProps {
  object: MetaObject;
  group: Draft["groups"][number];
  onChange: (label: Partial<Record<string, string>>) => void;
}

function GroupHeading({ object, group, onChange }: GroupHeadingProps) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <LabelInputs
      label={t("layouts.heading")}
      optional
      placeholder={/^group\d+$/.test(group.name) ? t("layouts.newGroup") : words.group(object.name, group.name)}
      value={group.label ?? {}}
      onChange={onChange}
    />
  );
}

interface FieldListProps {
  object: MetaObject;
  draft: Draft;
  /** Which of the lists it is. */
  at: number;
  fields: string[];
  head: React.ReactNode;
  onChange: (draft: Draft) => void;
}

function FieldList({ object, draft, at, fields, head, onChange }: FieldListProps) {
  const say = useSay();
  const words = useWords();
  const { t } = useTranslation();
  const [over, setOver] = useState<string | null>(null);
  const drop = (event: React.DragEvent, before?: string) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(null);
    const field = event.dataTransfer.getData(CARRIED);
    if (field) onChange(place(draft, field, at, before));
  };
  const allow = (event: React.DragEvent, name: string) => {
    if (!event.dataTransfer.types.includes(CARRIED)) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(name);
  };
  const shown = at < draft.groups.length;
  const ask = (name: string) =>
    onChange({
      ...draft,
      create: draft.create.includes(name) ? draft.create.filter((each) => each !== name) : [...draft.create, name],
    });
  return (
    <section
      className="layout-group"
      data-over={over === "" || undefined}
      onDragOver={(event) => allow(event, "")}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => drop(event)}
    >
      {head}
      <ul className="layout-fields">
        {fields.map((name) => {
          const field = fieldOf(object, name);
          const label = words.field(object.name, field ?? name);
          return (
            <li
              key={name}
              draggable
              data-over={over === name || undefined}
              onDragStart={(event) => {
                event.dataTransfer.setData(CARRIED, name);
                event.dataTransfer.effectAllowed = "move";
              }}
              onDragOver={(event) => allow(event, name)}
              onDrop={(event) => drop(event, name)}
            >
              <IconGripVertical size={14} aria-hidden className="layout-grip" />
              <span className="layout-name">
                <OwnText>{label}</OwnText>
              </span>
              {shown && field && isAskable(field) && (
                <Checkbox
                  size="xs"
                  label={t("layouts.asked")}
                  aria-label={say("layouts.ask", { name: label })}
                  checked={draft.create.includes(name)}
                  onChange={() => ask(name)}
                />
              )}
              <ActionIcon
                size="sm"
                aria-label={say("layouts.up", { name: label })}
                onClick={() => onChange(step(draft, name, -1))}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                size="sm"
                aria-label={say("layouts.down", { name: label })}
                onClick={() => onChange(step(draft, name, 1))}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
