/** Jobs answers: what is the system working on, what came of it, and what went wrong? */
import { Button, Progress, Text } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useFormat, When } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { EmptyState, ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { toast } from "#ui/toast.tsx";
import { ApiError, api, currentWorkspace } from "#web/api/client.ts";
import { useMeta } from "#web/api/meta.ts";
import { fileAddress, isThere, useExports, type Export } from "#web/exports/exports.queries.ts";
import { Page } from "#web/frame/Page.tsx";
import { useImports, type Import } from "#web/import/import.queries.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { isActive, jobProgress, noteOf, type Job, type JobStatus } from "./job.ts";
import "./jobs.css";
import { StatusMark, type Standing } from "./StatusMark.tsx";
import { useSay } from "#web/insight/say.ts";

const STANDINGS: Record<JobStatus, Standing> = {
  queued: "idle",
  running: "busy",
  done: "good",
  failed: "bad",
  cancelled: "idle",
};

export function JobsPage() {
  const { t } = useTranslation();
  const jobs = useQuery({
    queryKey: ["jobs", currentWorkspace()],
    queryFn: ({ signal }) => api.get<{ data: Job[] }>("/jobs", { signal }),
    refetchInterval: (query) => (query.state.data?.data.some(isActive) ? 1000 : 15_000),
  });
  const meta = useMeta();
  const imports = useImports(
    meta.me.capabilities.includes("import") && (jobs.data?.data.some((job) => job.name === "import") ?? false),
  );
  const exports = useExports(
    meta.me.capabilities.includes("export") &&
      (jobs.data?.data.some((job) => job.name === "export" && job.status === "done") ?? false),
  );
  const forbidden = jobs.error instanceof ApiError && jobs.error.status === 403;
  const rows = jobs.data?.data ?? [];
  return (
    <Page title={t("jobs.title")} subtitle={t("jobs.question")}>
      {jobs.isPending ? (
        <LinesSkeleton lines={8} height={22} />
      ) : jobs.error && !jobs.data ? (
        <ErrorState
          kind={forbidden ? "forbidden" : "failed"}
          title={t(forbidden ? "jobs.forbidden" : "jobs.failed")}
          {...(forbidden ? {} : { again: { label: t("jobs.again"), act: () => void jobs.refetch() } })}
        >
          {forbidden ? t("jobs.forbiddenHint") : jobs.error.message}
        </ErrorState>
      ) : rows.length === 0 ? (
        <EmptyState icon={IconChecklist} title={t("jobs.empty")}>
          {t("jobs.emptyHint")}
        </EmptyState>
      ) : (
        <ul className="jobs">
          {rows.map((job) => (
            <JobRow
              key={job.id}
              job={job}
              of={imports.data?.data.find((entry) => entry.job?.id === job.id)}
              file={exports.data?.data.find((entry) => entry.jobId === job.id && isThere(entry))}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

function JobRow({ job, of, file }: { job: Job; of: Import | undefined; file: Export | undefined }) {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const links = useRecordLinks();
  const act = useMutation({
    mutationFn: (deed: "cancel" | "retry") => api.post(`/jobs/${job.id}/${deed}`),
    onError: (error) => toast.problem(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const name = i18n.exists(`jobs.name.${job.name}`) ? t(`jobs.name.${job.name}`) : job.name;
  const note = noteOf(job);
  const done = job.progress.done;
  const total = job.progress.total ?? 0;
  return (
    <li>
      <div className="job-head">
        <Text fw={600}>
          {name}
          {of && (
            <Text span fw={400}>
              {" "}
              · <OwnText>{of.file.name}</OwnText>
            </Text>
          )}
        </Text>
        <StatusMark standing={STANDINGS[job.status]}>{t(`jobs.status.${job.status}`)}</StatusMark>
        <div className="job-actions">
          {file && (
            <Button
              component="a"
              size="compact-sm"
              variant="default"
              href={fileAddress(file.id)}
              download={file.fileName}
            >
              {t("exports.save")}
            </Button>
          )}
          {of && (
            <Button component="a" size="compact-sm" variant="default" {...links.at(paths.import(links.slug, of.id))}>
              {t(job.status === "done" ? "jobs.result" : "jobs.open")}
            </Button>
          )}
          {isActive(job) && (
            <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => act.mutate("cancel")}>
              {t("jobs.cancel")}
            </Button>
          )}
          {(job.status === "failed" || job.status === "cancelled") && (
            <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => act.mutate("retry")}>
              {t("jobs.retry")}
            </Button>
          )}
        </div>
      </div>
      {isActive(job) && (
        <Progress value={jobProgress(job) * 100} animated={job.status === "running"} aria-label={name} />
      )}
      <Text size="xs" c="dimmed">
        {job.status === "running" && total > 0 && (
          <>
            {say("jobs.doneOf", { done: format.number(done), total: format.number(total) })}
            {note && <> · {i18n.exists(`import.phase.${note}`) ? t(`import.phase.${note}`) : note}</>} ·{" "}
          </>
        )}
        <When at={job.finishedAt ?? job.startedAt ?? job.createdAt} />
        {job.attempts > 1 && <> · {say("jobs.attempts", { count: job.attempts })}</>}
      </Text>
      {job.error && (
        <Text size="sm" c="var(--bad)" role={job.status === "failed" ? "alert" : undefined}>
          {job.error}
        </Text>
      )}
    </li>
  );
}
