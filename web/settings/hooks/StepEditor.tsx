/** One thing that an action does: change the record, make another, or call a webhook. */
import { ActionIcon, Group, Select, Stack } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { viewOf } from "#fields/views.ts";
import { isObject, plainText, type Json, type JsonObject } from "#model/json.ts";
import { fieldOf, objectByName, useMeta, type MetaField, type MetaObject, type MetaStep } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { ownWord } from "#web/language/own-words.ts";
import { fieldOfInput } from "#web/records/actions/offered.ts";
import { FieldEditor, isWritable } from "#web/records/FieldValue.tsx";
import { toInput } from "#web/records/record-doings.ts";
import { useWords } from "#web/records/words.ts";
import { useWebhooks, type ActionInput, type Step } from "./hooks.queries.ts";

interface StepEditorProps {
  object: MetaObject;
  inputs: readonly ActionInput[];
  step: Step;
  onChange: (step: Step) => void;
  onRemove: () => void;
}

export function StepEditor({ object, inputs, step, onChange, onRemove }: StepEditorProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const webhooks = useWebhooks();
  const own = meta.steps.filter((each) => (each.object ?? object.name) === object.name);
  const target =
    step.do === "create"
      ? objectByName(meta, step.object)
      : step.do === "step"
        ? asObject(
            object,
            own.find(({ name }) => name === step.step),
          )
        : object;
  const makable = meta.objects.filter((each) => each.rights.create && !each.internal);
  const begin = (kind: string): void => {
    if (kind === "update") onChange({ do: "update", set: {} });
    if (kind === "create") onChange({ do: "create", object: makable[0]?.name ?? object.name, set: {} });
    if (kind.startsWith(OWN)) onChange({ do: "step", step: kind.slice(OWN.length), set: {} });
    if (kind === "webhook") onChange({ do: "webhook", webhook: webhooks.data?.[0]?.id ?? "" });
  };
  return (
    <Stack className="topic" gap="xs">
      <Group align="flex-end" wrap="nowrap">
        <Select
          aria-label={t("actions.does")}
          flex={1}
          allowDeselect={false}
          data={[
            ...["update", "create", ...(webhooks.data?.length ? ["webhook"] : [])].map((kind) => ({
              value: kind,
              label: t(`actions.do.${kind}`),
            })),
            ...own.map(({ name, label }) => ({ value: `${OWN}${name}`, label: ownWord(label) ?? name })),
          ]}
          value={step.do === "step" ? `${OWN}${step.step}` : step.do}
          onChange={(kind) => kind && begin(kind)}
        />
        <ActionIcon size="lg" variant="subtle" color="gray" aria-label={t("actions.removeStep")} onClick={onRemove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
      {step.do === "webhook" && (
        <Select
          label={t("object.webhook")}
          allowDeselect={false}
          data={(webhooks.data ?? []).map((each) => ({ value: each.id, label: each.name }))}
          value={step.webhook}
          onChange={(webhook) => webhook && onChange({ do: "webhook", webhook })}
        />
      )}
      {step.do === "create" && (
        <Select
          label={t("customAction.object")}
          searchable
          allowDeselect={false}
          data={makable.map((each) => ({ value: each.name, label: words.one(each.name) }))}
          value={step.object}
          onChange={(name) => name && onChange({ do: "create", object: name, set: {} })}
        />
      )}
      {step.do !== "webhook" && target && (
        <ValuesEditor
          of={object}
          target={target}
          inputs={inputs}
          set={step.set}
          onChange={(set) => onChange({ ...step, set })}
        />
      )}
    </Stack>
  );
}

const OWN = "step:";

/** What a module's step asks for, as an object with these fields. */
const asObject = (object: MetaObject, step: MetaStep | undefined): MetaObject | undefined =>
  step && { ...object, name: step.name, fields: step.inputs.map(fieldOfInput), layout: [], create: [] };

interface ValuesEditorProps {
  of: MetaObject;
  target: MetaObject;
  inputs: readonly ActionInput[];
  set: JsonObject;
  onChange: (set: JsonObject) => void;
}

function ValuesEditor({ of, target, inputs, set, onChange }: ValuesEditorProps) {
  const { t } = useTranslation();
  const words = useWords();
  const open = target.fields.filter(
    (field) =>
      isWritable({ ...target, rights: { ...target.rights, update: true } }, field) && field.storage !== "children",
  );
  return (
    <>
      {Object.entries(set).map(([name, value]) => {
        const field = fieldOf(target, name);
        if (!field) return null;
        const without = Object.fromEntries(Object.entries(set).filter(([each]) => each !== name));
        return (
          <ValueEditor
            key={name}
            of={of}
            target={target}
            field={field}
            inputs={inputs}
            value={value}
            onChange={(next) => onChange({ ...set, [name]: next })}
            onRemove={() => onChange(without)}
          />
        );
      })}
      <Select
        placeholder={t("actions.addField")}
        aria-label={t("actions.addField")}
        searchable
        data={open
          .filter((field) => !(field.name in set))
          .map((field) => ({ value: field.name, label: words.field(target.name, field) }))}
        value={null}
        onChange={(name) => name && onChange({ ...set, [name]: null })}
      />
    </>
  );
}

interface ValueEditorProps {
  of: MetaObject;
  target: MetaObject;
  field: MetaField;
  inputs: readonly ActionInput[];
  value: Json;
  onChange: (value: Json) => void;
  onRemove: () => void;
}

const MEANT = ["me", "now", "record", "input", "field"];

/** Which of the ways a value is said in. */
function wayOf(value: Json): string {
  if (!isObject(value)) return "value";
  const way = MEANT.find((each) => each in value && Object.keys(value).length === 1);
  return way === "input" || way === "field" ? `${way}.${plainText(value[way] as Json)}` : (way ?? "value");
}

const meaning = (way: string): Json => {
  const [kind = "", name] = way.split(".");
  return { [kind]: name ?? true };
};

function ValueEditor({ of, target, field, inputs, value, onChange, onRemove }: ValueEditorProps) {
  const { t } = useTranslation();
  const words = useWords();
  const way = wayOf(value);
  const fits = (name: string): boolean =>
    name === "me"
      ? field.target === "user"
      : name === "record"
        ? field.target === of.name
        : field.type.startsWith("date");
  // What stands in the record itself and fits.
  const copied = of.fields.filter(
    (each) =>
      each.type === field.type &&
      each.target === field.target &&
      (each.source === "own" || each.source === "owner") &&
      !each.computed,
  );
  const ways = [
    { value: "value", label: t("actions.way.value") },
    ...["me", "now", "record"].filter(fits).map((name) => ({ value: name, label: t(`actions.way.${name}`) })),
    ...copied.map((each) => ({ value: `field.${each.name}`, label: words.field(of.name, each) })),
    ...inputs.map((input) => ({ value: `input.${input.name}`, label: ownWord(input.label) ?? input.name })),
  ];
  const choose = (next: string): void => onChange(next === "value" ? null : meaning(next));
  return (
    <Group align="flex-end" wrap="nowrap" gap="xs">
      <Select
        label={words.field(target.name, field)}
        w="11rem"
        allowDeselect={false}
        data={ways.some((each) => each.value === way) ? ways : [...ways, { value: way, label: way }]}
        value={way}
        onChange={(next) => next && choose(next)}
      />
      <div className="step-value">
        {way === "value" && viewOf(field.type).Editor && (
          <FieldEditor
            object={target}
            field={{ ...field, required: false }}
            value={value}
            onChange={(next) => onChange(toInput(field, next))}
          />
        )}
      </div>
      <ActionIcon size="lg" variant="subtle" color="gray" aria-label={t("actions.removeField")} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
