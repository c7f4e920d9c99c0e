/** Taking an import back: what it created and nobody has touched since goes to the trash. */
import { Button, Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { api } from "#web/api/client.ts";
import { isActive, jobProgress, type Job } from "#web/jobs/job.ts";
import { useTranslation } from "#web/language/language.ts";
import { useAct, type Import } from "./import.queries.ts";
import { useSay } from "#web/insight/say.ts";

/** Asked twice because it is large, not because it is final. */
export function TakeBack({ now }: { now: Import }) {
  const { t } = useTranslation();
  const act = useAct(now.id);
  const [asked, setAsked] = useState(false);
  const created = Object.values(now.counts?.objects ?? {}).reduce((sum, count) => sum + count.create, 0);
  if (now.progress?.phase === "removing" && now.job) return <Removal jobId={now.job.id} />;
  if (created === 0) return null;
  return (
    <section className="take-back" aria-label={t("import.remove")}>
      <div>
        <Text fw={600}>{t("import.remove")}</Text>
        <Text size="sm" c="dimmed">
          {t("import.removeHint")}
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
          <Button color="red" loading={act.isPending || act.isSuccess} onClick={() => act.mutate("remove-created")}>
            {t("import.removeNow")}
          </Button>
        </div>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>
          {t("import.remove")}
        </Button>
      )}
    </section>
  );
}

function Removal({ jobId }: { jobId: string }) {
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
        .map(([object, count]) => `${format.number(count)} ${t(`object.${object}.plural`)}`),
    );
  const { removed = {}, kept = {} } = (job.data.result ?? {}) as {
    removed?: Record<string, number>;
    kept?: Record<string, number>;
  };
  return (
    <section className="removal" role="status" aria-label={t("import.remove")}>
      {isActive(job.data) && (
        <>
          <Text fw={600}>{t("import.phase.removing")}</Text>
          <Progress value={jobProgress(job.data) * 100} animated aria-label={t("import.phase.removing")} />
        </>
      )}
      {job.data.status === "done" && (
        <Text fw={600}>
          {words(removed) ? say("import.removed", { what: words(removed) }) : t("import.removedNothing")}
        </Text>
      )}
      {job.data.status === "done" && words(kept) && (
        <Text size="sm" c="dimmed">
          {say("import.kept", { what: words(kept) })}
        </Text>
      )}
      {job.data.error && (
        <Text role="alert" size="sm" c="var(--bad)">
          {job.data.error}
        </Text>
      )}
    </section>
  );
}
