/** What was found in a file and what becomes of it: proposed, and open to change, on one page. */
import { Alert, Button, Text } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { ColumnList } from "./ColumnList.tsx";
import { FileFacts } from "./FileFacts.tsx";
import { useAct, useSave, type Column, type Import } from "./import.queries.ts";
import { leftOut, withinMeta, withTarget, type Filling } from "./mapping.ts";
import { NewField, NewFields } from "./NewFields.tsx";
import { OrderLineQuestions } from "./OrderLineQuestions.tsx";
import { RecordQuestions } from "./RecordQuestions.tsx";
import { shapedBy } from "./targets.ts";
import { useSay } from "#web/insight/say.ts";

export function FoundStep({ now, onChecked }: { now: Import; onChecked(): void }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const save = useSave(now.id);
  const act = useAct(now.id);
  const meta = useMeta();
  const [chosen, setMapping] = useState(now.mapping);
  const mapping = withinMeta(chosen, meta);
  const [wanting, setWanting] = useState<{ column: Column; object: string }>();
  const changed = mapping !== now.mapping;
  const ignored = leftOut(now.columns, mapping);
  const rows = now.rows === null ? t("import.rowsUnknown") : format.number(now.rows);
  const issues = useIssueWords();
  const problem = act.error ?? save.error;
  const unsure = now.questions.some((question) => question.code === "dateOrder");
  /** What is made stands, so what it is for is kept as well: whoever goes back and comes again finds both. */
  const fill = (made: readonly Filling[]): void => {
    const next = made.reduce((all, { index, target }) => withTarget(all, index, target), mapping);
    setMapping(next);
    save.mutate({ mapping: next });
  };
  const check = async (): Promise<void> => {
    if (changed) await save.mutateAsync({ mapping });
    await act.mutateAsync("check");
    onChecked();
  };
  return (
    <>
      {now.status === "failed" && (
        <Alert color="red" variant="light" title={t("import.failedTitle")}>
          {now.error ?? t("import.failedText")}
        </Alert>
      )}
      <section className="found-lead">
        <h2>
          {say(`import.makes.${mapping.preset}`, {
            count: now.rows ?? 0,
            rows,
            object: t(`object.${mapping.object}.plural`),
            customers: t(`import.kind.${mapping.customerKind}`),
          })}
        </h2>
        <Text c="dimmed">
          {say(ignored.length === 0 ? "import.allMapped" : "import.someLeftOut", {
            count: ignored.length,
            shown: format.number(ignored.length),
            columns: format.list(ignored.map((column) => column.name)),
          })}
        </Text>
      </section>
      {(now.mappedBy === "remembered" || now.mappedBy === "rejects") && (
        <Alert color="blue" variant="light">
          {t(now.mappedBy === "rejects" ? "import.mappedAsRejects" : "import.mappedAsLast")}
        </Alert>
      )}
      {unsure && (
        <Alert color="yellow" variant="light">
          {t("import.datesUnsure")}
        </Alert>
      )}
      <FileFacts now={now} saving={save.isPending} onDetected={(detected) => save.mutate({ detected })} />
      {mapping.preset === "orderLines" ? (
        <OrderLineQuestions mapping={mapping} onChange={setMapping} />
      ) : (
        <RecordQuestions mapping={mapping} onChange={setMapping} />
      )}
      <ColumnList
        columns={now.columns}
        mapping={mapping}
        onChange={setMapping}
        onNew={(column, object) => setWanting({ column, object })}
      >
        <NewFields id={now.id} columns={ignored} objects={shapedBy(meta, mapping)} onMade={fill} />
      </ColumnList>
      {wanting && <NewField {...wanting} onMade={(made) => fill([made])} onClose={() => setWanting(undefined)} />}
      <div className="step-bar" data-above-messages>
        {problem ? (
          <Text role="alert" c="var(--bad)" size="sm">
            {issues.all(problem)}
          </Text>
        ) : (
          <Text size="sm" c="dimmed">
            {t("import.checkHint")}
          </Text>
        )}
        <Button size="md" loading={save.isPending || act.isPending} onClick={() => void check().catch(() => {})}>
          {t("import.check")}
        </Button>
      </div>
    </>
  );
}
