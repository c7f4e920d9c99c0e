/** What came of an import: counts, what was left out, where to go now, and how to take it back. */
import { Alert, Button, Text } from "@mantine/core";
import { IconChartAreaLine, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { paths } from "#web/paths.ts";
import { CountsTable } from "./CountsTable.tsx";
import { useAct, type Import } from "./import.queries.ts";
import { IssueList } from "./IssueList.tsx";
import { MeasureList } from "./MeasureList.tsx";
import { useSay } from "#web/insight/say.ts";

export function DoneStep({ now }: { now: Import }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const links = useRecordLinks();
  const meta = useMeta();
  const orders = now.mapping.preset === "orderLines";
  const shown = orders ? "customer" : now.mapping.object;
  const seconds = now.startedAt && now.finishedAt ? Math.max(1, Math.round((Date.parse(now.finishedAt) - Date.parse(now.startedAt)) / 1000)) : undefined;
  const insight = orders && meta.me.capabilities.includes("insight");
  return (
    <>
      {now.status === "failed" && <Alert color="red" variant="light" title={t("import.failedTitle")}>{now.error ?? t("import.failedText")}</Alert>}
      {now.status === "cancelled" && <Alert color="yellow" variant="light" title={t("import.cancelledTitle")}>{t("import.cancelledText")}</Alert>}
      {now.status === "done" && (
        <section className="found-lead">
          <h2>{say("import.doneTitle", { count: now.counts?.accepted ?? 0, shown: format.number(now.counts?.accepted ?? 0) })}</h2>
          {seconds !== undefined && <Text c="dimmed">{say("import.took", { count: seconds, shown: format.number(seconds), rate: format.number(Math.round((now.counts?.rows ?? 0) / seconds)) })}</Text>}
          <div className="next-steps">
            {insight && <Button leftSection={<IconChartAreaLine size={16} />} component="a" {...links.at(paths.insight(links.slug))}>{t("import.seeInsight")}</Button>}
            {objectByName(meta, shown) && <Button variant={insight ? "default" : "filled"} leftSection={<IconUsers size={16} />} component="a" {...links.at(links.list(shown))}>{say("import.see", { object: t(`object.${shown}.plural`) })}</Button>}
            <Button variant="subtle" component="a" {...links.at(paths.imports(links.slug))}>{t("import.another")}</Button>
          </div>
        </section>
      )}
      {now.counts && <CountsTable counts={now.counts} />}
      {now.counts && <MeasureList counts={now.counts} currency={now.mapping.currency} />}
      <IssueList now={now} />
      <TakeBack now={now} />
    </>
  );
}

/** Removes what the import created and nobody has touched since; asked twice because it is large, not because it is final. */
function TakeBack({ now }: { now: Import }) {
  const { t } = useTranslation();
  const act = useAct(now.id);
  const [asked, setAsked] = useState(false);
  const created = Object.values(now.counts?.objects ?? {}).reduce((sum, count) => sum + count.create, 0);
  if (created === 0) return null;
  return (
    <section className="take-back" aria-label={t("import.remove")}>
      <div>
        <Text fw={600}>{t("import.remove")}</Text>
        <Text size="sm" c="dimmed">{t("import.removeHint")}</Text>
        {act.error && <Text role="alert" size="sm" c="var(--bad)">{act.error.message}</Text>}
        {act.isSuccess && <Text role="status" size="sm" c="var(--good)">{t("import.removing")}</Text>}
      </div>
      {asked ? (
        <div className="take-back-actions">
          <Button variant="default" onClick={() => setAsked(false)}>{t("import.keep")}</Button>
          <Button color="red" loading={act.isPending} disabled={act.isSuccess} onClick={() => act.mutate("remove-created")}>{t("import.removeNow")}</Button>
        </div>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>{t("import.remove")}</Button>
      )}
    </section>
  );
}
