/** An import while the server works: what it does, how far it is, how long it still takes. */
import { Button, Paper, Progress, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import { CountsTable } from "./CountsTable.tsx";
import { useAct, type Import } from "./import.queries.ts";
import { secondsLeft } from "./mapping.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { useSay } from "#web/insight/say.ts";

/** Rows a second since the phase was first seen here; undefined until it can be told. */
function useRate(phase: string, done: number): number | undefined {
  const [rate, setRate] = useState<number>();
  const begun = useRef({ phase, done, at: 0 });
  useEffect(() => {
    if (begun.current.phase !== phase || begun.current.at === 0) begun.current = { phase, done, at: Date.now() };
    const elapsed = (Date.now() - begun.current.at) / 1000;
    const gained = done - begun.current.done;
    setRate(elapsed >= 2 && gained > 0 ? gained / elapsed : undefined);
  }, [phase, done]);
  return rate;
}

/** An import that waits for somebody to let it go on. */
export function PausedStep({ now }: { now: Import }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const issues = useIssueWords();
  const act = useAct(now.id);
  const { done, total } = now.progress ?? { done: 0, total: 0 };
  return (
    <Paper withBorder p="lg" className="progress-card">
      <h2>{t("import.pausedTitle")}</h2>
      <Text c="dimmed">{t("import.pausedText")}</Text>
      {total > 0 && (
        <>
          <Progress value={(100 * done) / total} size="lg" color="gray" aria-label={t("import.status.paused")} />
          <Text className="figure">
            {say("import.doneOf", { done: format.number(done), total: format.number(total) })}
          </Text>
        </>
      )}
      {now.counts && <CountsTable counts={now.counts} />}
      {act.error && (
        <Text role="alert" size="sm" c="var(--bad)">
          {issues.all(act.error)}
        </Text>
      )}
      <div className="step-actions">
        <Button loading={act.isPending} onClick={() => act.mutate("resume")}>
          {t("import.resume")}
        </Button>
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate("cancel")}>
          {t("import.cancel")}
        </Button>
      </div>
    </Paper>
  );
}

export function ProgressStep({ now }: { now: Import }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const act = useAct(now.id);
  const { phase, done, total } = now.progress ?? { phase: "waiting", done: 0, total: now.rows ?? 0 };
  const rate = useRate(phase, done);
  const left = rate === undefined ? undefined : secondsLeft(done, total, done / rate);
  const phaseWords = t(`import.phase.${phase}`, { defaultValue: t("import.phase.working") });
  return (
    <Paper withBorder p="lg" className="progress-card">
      <h2>{t(now.status === "checking" ? "import.checkingTitle" : "import.runningTitle")}</h2>
      <Progress value={total > 0 ? (100 * done) / total : 0} size="lg" animated aria-label={phaseWords} />
      <div className="progress-facts" role="status" aria-live="polite" aria-atomic="false">
        <Text>{phaseWords}</Text>
        <Text className="figure">
          {total > 0 ? say("import.doneOf", { done: format.number(done), total: format.number(total) }) : ""}
        </Text>
        <Text c="dimmed" className="figure">
          {rate ? say("import.rate", { rate: format.number(Math.round(rate)) }) : ""}
        </Text>
        <Text c="dimmed">
          {left === undefined
            ? ""
            : left < 60
              ? say("import.leftSeconds", { count: left, shown: format.number(left) })
              : say("import.leftMinutes", {
                  count: Math.round(left / 60),
                  shown: format.number(Math.round(left / 60)),
                })}
        </Text>
      </div>
      {now.counts && <CountsTable counts={now.counts} />}
      <div className="step-actions">
        <Text size="sm" c="dimmed">
          {t("import.leave")}
        </Text>
        {now.status === "running" && (
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate("pause")}>
            {t("import.pause")}
          </Button>
        )}
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate("cancel")}>
          {t("import.cancel")}
        </Button>
      </div>
    </Paper>
  );
}
