/** What the dry run found: how much would come in, what it would look like, what would be left out and why. */
import { Button, Text } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { CountsTable } from "./CountsTable.tsx";
import { useAct, usePreview, type Import } from "./import.queries.ts";
import { IssueList } from "./IssueList.tsx";
import { MeasureList } from "./MeasureList.tsx";
import { NoteList } from "./NoteList.tsx";
import { PreviewRecords } from "./PreviewRecords.tsx";
import { useSay } from "#web/insight/say.ts";

export function CheckedStep({ now, onChange }: { now: Import; onChange(): void }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const issues = useIssueWords();
  const act = useAct(now.id);
  const preview = usePreview(now.id, true);
  const accepted = now.counts?.accepted ?? 0;
  return (
    <>
      <section className="found-lead">
        <h2>{say("import.checked", { count: accepted, shown: format.number(accepted) })}</h2>
        <Text c="dimmed">{t("import.checkedHint")}</Text>
      </section>
      {now.counts && <CountsTable counts={now.counts} />}
      {now.counts && <MeasureList counts={now.counts} currency={now.mapping.currency} />}
      {now.counts && <NoteList counts={now.counts} />}
      <IssueList now={now} />
      {(preview.data?.records.length ?? 0) > 0 && <PreviewRecords records={preview.data?.records ?? []} />}
      <div className="step-bar" data-above-messages>
        {act.error ? (
          <Text role="alert" c="var(--bad)" size="sm">
            {issues.all(act.error)}
          </Text>
        ) : (
          <Text size="sm" c="dimmed">
            {t("import.startHint")}
          </Text>
        )}
        <Button variant="default" size="md" onClick={onChange}>
          {t("import.change")}
        </Button>
        <Button size="md" disabled={accepted === 0} loading={act.isPending} onClick={() => act.mutate("start")}>
          {say("import.start", { count: accepted, shown: format.number(accepted) })}
        </Button>
      </div>
    </>
  );
}
