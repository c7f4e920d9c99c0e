/** What files would change in this workspace, step by step, before anything is done; and doing it. */
import { Alert, Badge, Button, Code, Drawer, Group, Radio, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { EmptyState, LinesSkeleton } from "#ui/states.tsx";
import { ApiError } from "#web/api/client.ts";
import { isObject, plainText, type Json } from "#model/json.ts";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useApply, usePlan, type Given, type Planned } from "./configuration.queries.ts";

const COLOUR = { create: "teal", change: "blue", restore: "violet", retire: "orange" } as const;

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
                <PlanStep key={`${step.step} ${step.object} ${step.title} ${step.file}`} step={step} />
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

function PlanStep({ step: { step, object, title, changes, loses } }: { step: Planned }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const word = wordIn(changes, language);
  const what = object === "workspace" ? t("settings.company") : t(`object.${object}`);
  return (
    <li>
      <Group gap="xs" wrap="nowrap" align="baseline">
        <Badge color={COLOUR[step]} variant="light" c="var(--ink)" tt="none" className="plan-sign">
          {t(`configuration.step.${step}`)}
        </Badge>
        <span>
          <Text span c="dimmed" size="sm">
            {what}{" "}
          </Text>
          {word && <bdi>{word} </bdi>}
          {object !== "workspace" && (word ? <Code dir="ltr">{title}</Code> : <bdi>{title}</bdi>)}
        </span>
      </Group>
      {loses !== null && loses > 0 && (
        <Text size="sm" c="orange.8" className="plan-more">
          {t("configuration.loses", { count: loses })}
        </Text>
      )}
      {step === "change" && (
        <dl className="plan-more" dir="ltr">
          {changes.flatMap(differing).map(({ field, from, to }) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>
                <Code block={false}>{shown(from)}</Code> → <Code>{shown(to)}</Code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** Of values with parts, the parts that differ: `rights.objects.order.read`. */
function differing({ field, from, to }: Planned["changes"][number]): Planned["changes"] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isObject(from) || !isObject(to)) return [{ field, from, to }];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((part) =>
    differing({ field: `${field}.${part}`, from: from[part] ?? null, to: to[part] ?? null }),
  );
}

/** What is made may say how people will call it. */
function wordIn(changes: Planned["changes"], language: string): string | undefined {
  const label = changes.find(({ field }) => field === "label")?.to;
  if (!isObject(label)) return undefined;
  const said = label[language] ?? label["en"];
  return isObject(said) ? plainText(said["one"] as Json) : plainText(said as Json);
}

const LONGEST = 300;

function shown(value: unknown): string {
  if (value === null) return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
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
