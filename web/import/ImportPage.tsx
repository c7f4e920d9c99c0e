/** One import, from what was found in the file to what came of it. */
import { Anchor } from "@mantine/core";
import { IconArrowLeft, IconCheck } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { Ltr } from "#ui/own-text.tsx";
import { ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { Page } from "#web/frame/Page.tsx";
import { useRecordLinks } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { CheckedStep } from "./CheckedStep.tsx";
import { DoneStep } from "./DoneStep.tsx";
import { FoundStep } from "./FoundStep.tsx";
import "./import.css";
import { hasWritten, useImport, type Import } from "./import.queries.ts";
import { PausedStep, ProgressStep } from "./ProgressStep.tsx";

const STEPS = ["found", "check", "run", "result"] as const;

/** How far an import is: 0 what was found, 1 checked, 2 running, 3 ended. */
function stepOf(now: Import): number {
  if (now.status === "done") return 3;
  // A check that failed or was stopped leads back to the mapping; a run that did has a result to look at.
  if (now.status === "failed" || now.status === "cancelled") return hasWritten(now) ? 3 : 0;
  return now.status === "running" || now.status === "paused" ? 2 : now.status === "read" ? 0 : 1;
}

export function ImportPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const links = useRecordLinks();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const found = useImport(id);
  const [changing, setChanging] = useState(false);
  const now = found.data;
  const step = now ? (changing && now.status === "checked" ? 0 : stepOf(now)) : 0;
  return (
    <Page
      title={now?.file.name ?? t("import.one")}
      heading={now ? <Ltr>{now.file.name}</Ltr> : t("import.one")}
      before={
        <Anchor c="dimmed" aria-label={t("import.title")} {...links.at(paths.imports(links.slug))}>
          <IconArrowLeft className="icon-pointing" size={18} />
        </Anchor>
      }
    >
      {found.error && !now ? (
        <ErrorState
          title={t("import.openFailed")}
          again={{ label: t("import.again"), act: () => void found.refetch() }}
        >
          {found.error.message}
        </ErrorState>
      ) : !now ? (
        <LinesSkeleton lines={10} />
      ) : (
        <div className="import">
          <ol className="import-steps" aria-label={t("import.steps")}>
            {STEPS.map((name, place) => (
              <li key={name} aria-current={place === step ? "step" : undefined} data-past={place < step || undefined}>
                <span aria-hidden>
                  {place < step ? <IconCheck size={13} stroke={2.4} /> : format.number(place + 1)}
                </span>
                <span className="step-name">{t(`import.step.${name}`)}</span>
              </li>
            ))}
          </ol>
          {now.status === "checking" || now.status === "running" ? (
            <ProgressStep now={now} />
          ) : now.status === "paused" ? (
            <PausedStep now={now} />
          ) : step === 3 ? (
            <DoneStep now={now} />
          ) : step === 1 ? (
            <CheckedStep now={now} onChange={() => setChanging(true)} />
          ) : (
            <FoundStep
              key={`${now.id}${now.detected.separator}${now.detected.encoding}${now.detected.sheet ?? ""}`}
              now={now}
              onChecked={() => setChanging(false)}
            />
          )}
        </div>
      )}
    </Page>
  );
}
