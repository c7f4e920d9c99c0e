/** Makes an action or changes one: its word, where it is offered, what it asks and what it does. */
import { Button, Checkbox, Fieldset, Select, Stack, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { FormEvent } from "react";
import type { Filter } from "#model/filter.ts";
import { api } from "#web/api/client.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { DraftSheet } from "#web/frame/DraftSheet.tsx";
import { useDrafted } from "#web/frame/drafts.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterBar } from "#web/records/filter/FilterBar.tsx";
import { useWords } from "#web/records/words.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormEnd } from "../FormEnd.tsx";
import { replaced } from "../replaced.ts";
import { useUndoable } from "../settings.queries.ts";
import { LabelInputs } from "../shape/LabelInputs.tsx";
import type { Labels } from "../shape/shape.queries.ts";
import { InputEditor } from "./InputEditor.tsx";
import { PLACES, type ActionInput, type OwnAction, type Step } from "./hooks.queries.ts";
import { FIRST_STEP, StepList } from "./StepList.tsx";

export function ActionSheet({ action, onClose }: { action: OwnAction | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DraftSheet
      id={`action ${action?.id ?? ""}`}
      size="lg"
      title={t(action ? "actions.change" : "actions.new")}
      onClose={onClose}
    >
      {(end) => <ActionForm action={action} onEnd={end} />}
    </DraftSheet>
  );
}

function ActionForm({ action, onEnd }: { action: OwnAction | undefined; onEnd: () => void }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const problem = useProblemText();
  const objects = meta.objects.filter((each) => !each.internal && !each.childOf);
  const [object, setObject] = useDrafted(
    "object",
    action?.object ?? objects.find((each) => each.rights.update)?.name ?? "",
  );
  const [label, setLabel] = useDrafted<Labels>("label", action?.label ?? {});
  const [places, setPlaces] = useDrafted<readonly (typeof PLACES)[number][]>("places", action?.places ?? ["record"]);
  const [inputs, setInputs] = useDrafted<ActionInput[]>("inputs", action?.inputs ?? []);
  const [condition, setCondition] = useDrafted<Filter | undefined>("condition", action?.condition ?? undefined);
  const [steps, setSteps] = useDrafted<Step[]>("steps", action?.steps ?? [FIRST_STEP]);
  const [active, setActive] = useDrafted("active", action?.active ?? true);
  const known = objectByName(meta, object);
  const work = useUndoable(
    (input: object, operation) =>
      action
        ? api.patch(`/custom-actions/${action.id}`, input, { operation })
        : api.post("/custom-actions", { object, ...input }, { operation }),
    () => t(action ? "settings.saved" : "actions.made"),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const input = { label, places, inputs, condition: condition ?? null, steps, active };
    work.mutate(input, { onSuccess: onEnd });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <LabelInputs
          label={t("customAction.label")}
          value={label}
          autoFocus
          error={problem.at(work.error, "label")}
          onChange={setLabel}
        />
        <Select
          label={t("customAction.object")}
          data={objects.map((each) => ({ value: each.name, label: words.many(each) }))}
          value={object}
          searchable
          allowDeselect={false}
          disabled={action !== undefined}
          onChange={(name) => name && (setObject(name), setCondition(undefined), setSteps([FIRST_STEP]))}
        />
        <Checkbox.Group
          label={t("customAction.places")}
          value={[...places]}
          onChange={(next) => setPlaces(next as (typeof PLACES)[number][])}
        >
          <Stack gap={6} mt={6}>
            {PLACES.map((place) => (
              <Checkbox key={place} value={place} label={t(`customAction.places.${place}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        {known && (
          <Fieldset legend={t("customAction.condition")}>
            <FilterBar object={known} filter={condition} onChange={setCondition} />
          </Fieldset>
        )}
        <Fieldset legend={t("customAction.inputs")}>
          <Stack gap="sm">
            {inputs.map((input, place) => (
              <InputEditor
                key={place}
                input={input}
                onChange={(next) => setInputs(replaced(inputs, place, next))}
                onRemove={() => setInputs(replaced(inputs, place, undefined))}
              />
            ))}
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setInputs([...inputs, { name: `input${inputs.length + 1}`, type: "text", label: {} }])}
            >
              {t("actions.addInput")}
            </Button>
          </Stack>
        </Fieldset>
        <StepList legend={t("customAction.steps")} object={known} inputs={inputs} steps={steps} onChange={setSteps} />
        <Switch
          label={t("customAction.active")}
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
        <FormEnd
          problem={problem.rest(work.error, ["label"])}
          label={t(action ? "settings.save" : "actions.make")}
          busy={work.isPending}
          onCancel={onEnd}
        />
      </Stack>
    </form>
  );
}
