/** Makes an automation or changes one: what sets it off, for which records, what follows, and how often at most in a day. */
import { Drawer, Fieldset, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Filter } from "#model/filter.ts";
import { api } from "#web/api/client.ts";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { FilterBar } from "#web/records/filter/FilterBar.tsx";
import { useWords } from "#web/records/words.ts";
import { useProblemText } from "#web/setup/problem-text.ts";
import { FormEnd } from "../FormEnd.tsx";
import { FormProblem } from "../FormProblem.tsx";
import type { Step } from "../hooks/hooks.queries.ts";
import { FIRST_STEP, StepList } from "../hooks/StepList.tsx";
import { useUndoable } from "../settings.queries.ts";
import type { Automation, Trigger } from "./automations.queries.ts";
import type { NamedRecipe } from "./recipes.ts";
import { TriggerInput } from "./TriggerInput.tsx";

const USUAL_LIMIT = 500;

interface AutomationSheetProps {
  automation: Automation | undefined;
  /** What a new one begins with. */
  recipe?: NamedRecipe | undefined;
  onClose: () => void;
  /** A new one is rehearsed next. */
  onMade: (automation: Automation) => void;
}

export function AutomationSheet({ automation, recipe, onClose, onMade }: AutomationSheetProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const problem = useProblemText();
  const objects = meta.objects.filter((each) => !each.internal && !each.childOf && each.rights.update);
  const begin = automation ?? recipe;
  const [name, setName] = useState(begin?.name ?? "");
  const [object, setObject] = useState(begin?.object ?? objects[0]?.name ?? "");
  const [trigger, setTrigger] = useState<Trigger>(begin?.trigger ?? { on: "updated" });
  const [condition, setCondition] = useState<Filter | undefined>(begin?.condition ?? undefined);
  const [steps, setSteps] = useState<Step[]>(begin?.steps ?? [FIRST_STEP]);
  const [limit, setLimit] = useState<number | string>(automation?.dailyLimit ?? USUAL_LIMIT);
  const known = objectByName(meta, object);
  const work = useUndoable(
    (input: object, operation) =>
      automation
        ? api.patch<Automation>(`/automations/${automation.id}`, input, { operation })
        : api.post<Automation>("/automations", input, { operation }),
    () => t(automation ? "settings.saved" : "automations.made"),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const input = { name, object, trigger, condition: condition ?? null, steps, dailyLimit: Number(limit) };
    work.mutate(input, { onSuccess: (made) => (automation ? onClose() : onMade(made)) });
  };
  const at = (field: string) => problem.at(work.error, field);
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      closeOnClickOutside={false}
      title={t(automation ? "automations.change" : "automations.new")}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t("automation.name")}
            required
            maxLength={100}
            data-autofocus
            value={name}
            error={at("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("automation.object")}
            data={objects.map((each) => ({ value: each.name, label: words.many(each) }))}
            value={object}
            searchable
            allowDeselect={false}
            error={at("object")}
            onChange={(next) => next && (setObject(next), setCondition(undefined), setSteps([FIRST_STEP]))}
          />
          {known && <TriggerInput object={known} trigger={trigger} onChange={setTrigger} />}
          {known && (
            <Fieldset legend={t("automation.condition")}>
              <FilterBar object={known} filter={condition} onChange={setCondition} />
              <FormProblem>{at("condition")}</FormProblem>
            </Fieldset>
          )}
          <StepList legend={t("automation.steps")} object={known} steps={steps} onChange={setSteps} />
          <NumberInput
            label={t("automation.dailyLimit")}
            description={t("automations.limitHint")}
            min={1}
            max={100_000}
            value={limit}
            error={at("dailyLimit")}
            onChange={setLimit}
          />
          <FormEnd
            problem={problem.rest(work.error, ["name", "object", "condition", "dailyLimit"])}
            label={t(automation ? "settings.save" : "automations.make")}
            busy={work.isPending}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Drawer>
  );
}
