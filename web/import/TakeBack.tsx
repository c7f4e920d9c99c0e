/** Taking an import back: what it created goes to the trash, what it changed is as before, but for what somebody has touched since. */
import { Anchor, Button, Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { api, apiAddress, currentWorkspace } from "#web/api/client.ts";
import { isActive, jobProgress, type Job } from "#web/jobs/job.ts";
import { useTranslation } from "#web/language/language.ts";
import { useAct, type Import } from "./import.queries.ts";
import { useSay } from "#web/insight/say.ts";

/** Asked twice because it is large, not because it is final. */
export function TakeBack({ now }: { now: Import }) {
  const { t } = useTranslation();
  const act = useAct(now.id);
  const [asked, setAsked] = useState(false);
  const written = Object.values(now.counts?.objects ?? {}).reduce((sum, count) => sum + count.create + count.update, 0);
  if (isTakenBack(now) && now.job) return <Removal jobId={now.job.id} importId={now.id} />;
  if (written === 0) return null;
  return (
    <section className="take-back" aria-label={t("import.undo")}>
      <div>
        <Text fw={600}>{t("import.undo")}</Text>
        <Text size="sm" c="dimmed">
          {t("import.undoHint")}
        </Text>
        {act.error && (
          <Text role="alert" size="sm" c="var(--bad)">
            {act.error.message}
          </Text>
        )}
      </div>
      {asked ? (
        <div className="take-back-actions">
          <Button variant="default" onClick={() => setAsked(false)}>
            {t("import.keep")}
          </Button>
          <Button color="red" loading={act.isPending || act.isSuccess} onClick={() => act.mutate("undo")}>
            {t("import.undoNow")}
          </Button>
        </div>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>
          {t("import.undo")}
        </Button>
      )}
    </section>
  );
}

const PHASES = new Set(["undoing", "removing"]);

/** Has its taking back begun? */
export const isTakenBack = (now: Import): boolean => PHASES.has(now.progress?.phase ?? "");

function Removal({ jobId, importId }: { jobId: string; importId: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const job = useQuery({
    queryKey: ["job", jobId],
    queryFn: ({ signal }) => api.get<Job>(`/jobs/${jobId}`, { signal }),
    refetchInterval: (query) => (query.state.data && !isActive(query.state.data) ? false : 1000),
  });
  if (!job.data) return null;
  const words = (counts: Record<string, number>): string =>
    format.list(
      Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([object, count]) => `${format.number(count)} ${t(`object.${object}${count === 1 ? "" : ".plural"}`)}`),
    );
  const {
    removed = {},
    kept = {},
    restored = {},
    edited = {},
  } = (job.data.result ?? {}) as Partial<Record<"removed" | "kept" | "restored" | "edited", Record<string, number>>>;
  const { phase = "removing" } = (job.data.note ?? {}) as { phase?: string };
  return (
    <section className="removal" role="status" aria-label={t("import.undo")}>
      {isActive(job.data) && (
        <>
          <Text fw={600}>{t(`import.phase.${phase}`)}</Text>
          <Progress value={jobProgress(job.data) * 100} animated aria-label={t(`import.phase.${phase}`)} />
        </>
      )}
      {job.data.status === "done" && (
        <>
          {words(restored) && <Text fw={600}>{say("import.undone", { what: words(restored) })}</Text>}
          {words(removed) && <Text fw={600}>{say("import.removed", { what: words(removed) })}</Text>}
          {!words(restored) && !words(removed) && <Text fw={600}>{t("import.undoneNothing")}</Text>}
          {words(edited) && <Text size="sm">{say("import.editedKept", { what: words(edited) })}</Text>}
          {words(kept) && <Text size="sm">{say("import.kept", { what: words(kept) })}</Text>}
          {(words(kept) || words(edited)) && (
            <Anchor
              size="sm"
              href={apiAddress(`/imports/${importId}/kept.csv`, { workspace: currentWorkspace() })}
              download
            >
              {t("import.keptList")}
            </Anchor>
          )}
        </>
      )}
      {job.data.error && (
        <Text role="alert" size="sm" c="var(--bad)">
          {job.data.error}
        </Text>
      )}
    </section>
  );
}
