/** What came of an import: counts, what was left out, where to go now, and how to take it back. */
import { Alert, Button, Text } from "@mantine/core";
import { IconChartAreaLine, IconUsers } from "@tabler/icons-react";
import { useFormat } from "#ui/format.tsx";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { CountsTable } from "./CountsTable.tsx";
import { useIssueWords } from "#web/records/issues.ts";
import { useAct, type Import } from "./import.queries.ts";
import { IssueList } from "./IssueList.tsx";
import { MeasureList } from "./MeasureList.tsx";
import { NoteList } from "./NoteList.tsx";
import { isTakenBack, TakeBack } from "./TakeBack.tsx";
import { useSay } from "#web/insight/say.ts";

export function DoneStep({ now }: { now: Import }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const links = useRecordLinks();
  const meta = useMeta();
  const issues = useIssueWords();
  const act = useAct(now.id);
  const orders = now.mapping.preset === "orderLines";
  const shown = orders ? "customer" : now.mapping.object;
  const seconds =
    now.startedAt && now.finishedAt
      ? Math.max(1, Math.round((Date.parse(now.finishedAt) - Date.parse(now.startedAt)) / 1000))
      : undefined;
  const takenBack = isTakenBack(now);
  const insight = orders && meta.me.capabilities.includes("insight");
  return (
    <>
      {now.status === "failed" && (
        <Alert color="red" variant="light" title={t("import.failedTitle")}>
          {now.error && <p className="alert-text">{now.error}</p>}
          {t("import.failedText")}
        </Alert>
      )}
      {now.status === "cancelled" && (
        <Alert color="yellow" variant="light" title={t("import.cancelledTitle")}>
          {t("import.cancelledText")}
        </Alert>
      )}
      {now.status !== "done" && !takenBack && (
        <div className="next-steps">
          <Button loading={act.isPending} onClick={() => act.mutate("start")}>
            {t("import.goOn")}
          </Button>
          {act.error && (
            <Text role="alert" size="sm" c="var(--bad)">
              {issues.all(act.error)}
            </Text>
          )}
        </div>
      )}
      {now.status === "done" && (
        <section className="found-lead">
          <h2>
            {takenBack
              ? t("import.undoneTitle")
              : say("import.doneTitle", {
                  count: now.counts?.accepted ?? 0,
                  shown: format.number(now.counts?.accepted ?? 0),
                })}
          </h2>
          {!takenBack && seconds !== undefined && (
            <Text c="dimmed">
              {say("import.took", {
                count: seconds,
                shown: format.number(seconds),
                rate: format.number(Math.round((now.counts?.rows ?? 0) / seconds)),
              })}
            </Text>
          )}
          <div className="next-steps">
            {insight && (
              <Button
                leftSection={<IconChartAreaLine size={16} />}
                component="a"
                {...links.at(paths.insight(links.slug))}
              >
                {t("import.seeInsight")}
              </Button>
            )}
            {objectByName(meta, shown) && (
              <Button
                variant={insight ? "default" : "filled"}
                leftSection={<IconUsers size={16} />}
                component="a"
                {...links.at(links.list(shown))}
              >
                {say("import.see", { object: t(`object.${shown}.plural`) })}
              </Button>
            )}
            <Button variant="subtle" component="a" {...links.at(paths.imports(links.slug))}>
              {t("import.another")}
            </Button>
          </div>
        </section>
      )}
      {now.counts && <CountsTable counts={now.counts} />}
      {now.counts && <MeasureList counts={now.counts} currency={now.mapping.currency} />}
      {now.counts && <NoteList counts={now.counts} />}
      <IssueList now={now} />
      <TakeBack now={now} />
    </>
  );
}
