/** What an action or an automation does, step by step. */
import { Button, Fieldset, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { replaced } from "../replaced.ts";
import type { ActionInput, Step } from "./hooks.queries.ts";
import { StepEditor } from "./StepEditor.tsx";

/** What each begins as. */
export const FIRST_STEP: Step = { do: "update", set: {} };

interface StepListProps {
  legend: string;
  object: MetaObject | undefined;
  /** What is asked before the steps are done. */
  inputs?: readonly ActionInput[];
  steps: readonly Step[];
  onChange: (steps: Step[]) => void;
}

export function StepList({ legend, object, inputs = [], steps, onChange }: StepListProps) {
  const { t } = useTranslation();
  return (
    <Fieldset legend={legend}>
      <Stack gap="sm">
        {object &&
          steps.map((step, place) => (
            <StepEditor
              key={place}
              object={object}
              inputs={inputs}
              step={step}
              onChange={(next) => onChange(replaced(steps, place, next))}
              onRemove={() => onChange(replaced(steps, place, undefined))}
            />
          ))}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...steps, FIRST_STEP])}
        >
          {t("actions.addStep")}
        </Button>
      </Stack>
    </Fieldset>
  );
}
