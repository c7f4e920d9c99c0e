/** After the first run: look around in a sample company, or bring one's own data. */
import { Alert, Progress, Text, UnstyledButton } from "@mantine/core";
import { IconBuildingStore, IconDatabaseImport, IconEye, IconForms } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { api } from "#web/api/client.ts";
import { useLink } from "#web/insight/links.ts";
import { jobProgress, type Job } from "#web/jobs/job.ts";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { useProblemText } from "./problem-text.ts";

export function NextStep({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const at = useLink();
  const problem = useProblemText();
  const [sample, setSample] = useState<{ slug: string; jobId: string } | null>(null);
  const make = useMutation({
    mutationFn: () => api.post<{ workspace: { slug: string }; jobId: string }>("/api/workspaces/sample"),
    onSuccess: ({ workspace, jobId }) => setSample({ slug: workspace.slug, jobId }),
  });
  if (sample) return <SampleProgress sample={sample} />;
  return (
    <>
      <div className="choices">
        <a className="choice" {...at(paths.imports(slug))}>
          <IconDatabaseImport size={28} stroke={1.5} aria-hidden />
          <span>{t("setup.bring")}</span>
          <p>{t("setup.bringText")}</p>
        </a>
        <UnstyledButton
          className="choice"
          disabled={make.isPending}
          aria-disabled={make.isPending}
          onClick={() => make.mutate()}
        >
          <IconBuildingStore size={28} stroke={1.5} aria-hidden />
          <span>{t("setup.sample")}</span>
          <p>{t("setup.sampleText")}</p>
        </UnstyledButton>
        <a className="choice" {...at(paths.settings(slug, "shape"))}>
          <IconForms size={28} stroke={1.5} aria-hidden />
          <span>{t("setup.shape")}</span>
          <p>{t("setup.shapeText")}</p>
        </a>
        <a className="choice" {...at(paths.workspace(slug))}>
          <IconEye size={28} stroke={1.5} aria-hidden />
          <span>{t("setup.look")}</span>
          <p>{t("setup.lookText")}</p>
        </a>
      </div>
      {make.error && (
        <Alert mt="md" color="red" variant="light" role="alert">
          {problem.rest(make.error)}
        </Alert>
      )}
    </>
  );
}

function SampleProgress({ sample }: { sample: { slug: string; jobId: string } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const router = useRouter();
  const job = useQuery({
    queryKey: ["job", sample.jobId],
    queryFn: ({ signal }) => api.get<Job>(`/jobs/${sample.jobId}`, { workspace: sample.slug, signal }),
    refetchInterval: 800,
    retry: 3,
  });
  const state = job.data?.status;
  useEffect(() => {
    if (state !== "done") return;
    void queries
      .invalidateQueries({ queryKey: ["session"] })
      .then(() => router.history.push(paths.workspace(sample.slug)));
  }, [state, queries, router, sample.slug]);
  if (state === "failed" || job.error)
    return (
      <Alert mt="md" color="red" variant="light" role="alert" title={t("setup.sampleFailed")}>
        {job.data?.error ?? job.error?.message}
      </Alert>
    );
  const share = job.data ? jobProgress(job.data) : 0;
  return (
    <div className="steps" role="status">
      <Text fw={600}>{t("setup.sampleMaking")}</Text>
      <Progress value={share * 100} size="lg" animated aria-label={t("setup.sampleMaking")} />
      <Text size="sm" c="dimmed">
        {format.share(share)}
      </Text>
    </div>
  );
}
