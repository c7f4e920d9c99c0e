/** What an automation did, record by record, what failed and why, and what it holds back. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { When } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "#web/api/client.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { useSay } from "#web/insight/say.ts";
import { StatusMark, type Standing } from "#web/jobs/StatusMark.tsx";
import { useTranslation } from "#web/language/language.ts";
import { LogDrawer } from "../LogDrawer.tsx";
import { useChange } from "../settings.queries.ts";
import "./automations.css";
import { useRuns, type Automation, type Run } from "./automations.queries.ts";

const STANDING: Record<Run["status"], Standing> = { done: "good", failed: "bad", held: "busy", stopped: "idle" };

export function RunLog({ automation, onClose }: { automation: Automation; onClose: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const [status, setStatus] = useState<Run["status"] | "all">("all");
  const log = useRuns(automation.id, status === "all" ? null : status);
  return (
    <LogDrawer
      title={say("automations.logOf", { name: automation.name })}
      log={log}
      states={{
        label: t("automations.log"),
        value: status,
        options: (["all", "done", "failed", "held", "stopped"] as const).map((value) => ({
          value,
          label: t(`automations.run.${value}`),
        })),
      }}
      none={{ title: t("automations.noRuns"), hint: t("automations.noRunsHint") }}
      more={t("automations.more")}
      className="automation-list"
      onState={setStatus}
      onClose={onClose}
    >
      {(run) => <RunRow key={run.id} automation={automation} run={run} />}
    </LogDrawer>
  );
}

function RunRow({ automation, run }: { automation: Automation; run: Run }) {
  const { t } = useTranslation();
  const links = useRecordLinks();
  const undo = useChange(() => api.post(`/operations/${run.operationId}/undo`));
  const again = useChange(() => api.post(`/automations/${automation.id}/runs/${run.id}/again`));
  const onError = (error: Error) => toast.problem(error.message);
  const { problem } = run;
  return (
    <li>
      <Stack gap={2}>
        <Group gap="xs">
          {run.record ? (
            <a {...links.at(links.record(run.record.object, run.record.id))}>
              <OwnText>{run.record.title ?? "–"}</OwnText>
            </a>
          ) : (
            <Text span c="dimmed">
              {t("automations.unseen")}
            </Text>
          )}
          <StatusMark standing={STANDING[run.status]}>{t(`automations.run.${run.status}`)}</StatusMark>
          <Text span size="xs" c="dimmed">
            <When at={run.at} />
          </Text>
        </Group>
        {problem && (
          <Text size="xs" c="var(--bad)">
            {problem.issues.map(({ path, message }) => `${path} ${message}`.trim()).join("; ") || problem.message}
          </Text>
        )}
      </Stack>
      {run.operationId && (
        <Button
          size="compact-sm"
          variant="default"
          loading={undo.isPending}
          onClick={() => undo.mutate(undefined, { onSuccess: () => toast.done(t("automations.undone")), onError })}
        >
          {t("automations.undo")}
        </Button>
      )}
      {run.status === "failed" && automation.active && (
        <Button
          size="compact-sm"
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate(undefined, { onSuccess: () => toast.done(t("automations.triedAgain")), onError })}
        >
          {t("automations.again")}
        </Button>
      )}
    </li>
  );
}
