/** What files would change in this workspace, step by step, before anything is done; and doing it. */
import { Alert, Button, Code, Drawer, Group, Radio, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { EmptyState, LinesSkeleton } from "#ui/states.tsx";
import { ApiError } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useApply, usePlan, type Given } from "./configuration.queries.ts";
import { useNamed } from "./plan-words.ts";
import { PlanStep } from "./PlanStep.tsx";

export function PlanSheet({ given, title, onClose }: { given: Given; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  const plan = usePlan();
  const apply = useApply(() => t("configuration.appliedToast"));
  const { mutate } = plan;
  useEffect(() => mutate(given), [given, mutate]);
  const steps = plan.data ?? [];
  const [active, setActive] = useState(false);
  // Going back, what comes back is as it was.
  const chooses = given.back === undefined && steps.some((step) => step.begins !== undefined);
  const named = useNamed(steps);
  const fault = plan.error ?? apply.error;
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <Stack gap="md">
        {fault && <Faults error={fault} />}
        {plan.isPending && <LinesSkeleton lines={6} />}
        {plan.data && steps.length === 0 && <EmptyState title={t("configuration.same")} />}
        {steps.length > 0 && (
          <>
            <ul className="plan" aria-label={t("configuration.plan")}>
              {steps.map((step) => (
                <PlanStep key={`${step.step} ${step.object} ${step.title} ${step.file}`} step={step} named={named} />
              ))}
            </ul>
            {chooses && (
              <Radio.Group
                label={t("configuration.active")}
                value={active ? "on" : "off"}
                onChange={(value) => setActive(value === "on")}
              >
                <Stack gap="xs" mt="xs">
                  <Radio value="off" label={t("configuration.active.off")} />
                  <Radio value="on" label={t("configuration.active.on")} />
                </Stack>
              </Radio.Group>
            )}
            <Group justify="flex-end" className="plan-foot">
              <Button variant="default" onClick={onClose}>
                {t("configuration.cancel")}
              </Button>
              <Button
                loading={apply.isPending}
                onClick={() => apply.mutate(chooses ? { ...given, active } : given, { onSuccess: onClose })}
              >
                {t("configuration.apply")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Drawer>
  );
}

/** By file and place, so that one can mend them where they stand. */
function Faults({ error }: { error: Error }) {
  const { t } = useTranslation();
  const words = useIssueWords();
  const issues = error instanceof ApiError ? error.issues : [];
  return (
    <Alert color="red" variant="light" role="alert" title={t("configuration.faults")}>
      {issues.length === 0 ? (
        words.all(error)
      ) : (
        <ul className="plan-faults">
          {issues.slice(0, 50).map((issue) => (
            <li key={`${issue.path} ${issue.message}`}>
              <Code dir="ltr">{issue.path}</Code> {words.one(issue)}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
