/** Records side by side. It answers: are these the same, and what becomes of them as one? */
import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_MERGED } from "#model/merging.ts";
import { useFormat } from "#ui/format.tsx";
import { EmptyState } from "#ui/states.tsx";
import { toast } from "#ui/toast.tsx";
import { objectByPath, useMeta, type MetaObject } from "../api/meta.ts";
import { NotThere, Problem, Waiting } from "../frame/Failure.tsx";
import { Page } from "../frame/Page.tsx";
import { paths } from "../paths.ts";
import { useIssueWords } from "../records/issues.ts";
import { useWords } from "../records/words.ts";
import { useUndoing } from "../undo/undoing.ts";
import { merge, useMergePreview } from "./merge.queries.ts";
import { MergeTable } from "./MergeTable.tsx";
import { MovedList } from "./MovedList.tsx";
import "./merge.css";

export function MergePage() {
  const { path = "" } = useParams({ strict: false });
  const { ids } = useSearch({ from: "/w/$slug/$path/merge" });
  const object = objectByPath(useMeta(), path);
  if (!object?.rights.merge) return <NotThere />;
  return <Comparison key={ids} object={object} ids={[...new Set(ids.split(",").filter(Boolean))]} />;
}

function Comparison({ object, ids }: { object: MetaObject; ids: string[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const navigate = useNavigate();
  const { slug } = useMeta().workspace;
  const [into, setInto] = useState(ids[0] ?? "");
  const [take, setTake] = useState<Record<string, string>>({});
  const ask = { into, from: ids.filter((id) => id !== into), take };
  const { data: preview, error, refetch } = useMergePreview(slug, object.path, ask);
  const { busy, act } = useMerging(object, ask);
  const title = t("merge.title", { what: words.manyInText(object) });
  const back = () => void navigate({ href: paths.list(slug, object.path) });
  if (ids.length < 2)
    return (
      <Page title={title} width="wide">
        <EmptyState title={t("merge.tooFew")} actions={<Button onClick={back}>{words.many(object)}</Button>}>
          {t("merge.tooFewText", { number: format.number(MOST_MERGED) })}
        </EmptyState>
      </Page>
    );
  if (error) {
    return (
      <Page title={title} width="wide">
        <Problem error={error} again={() => void refetch()} />
      </Page>
    );
  }
  if (!preview) return <Waiting />;
  return (
    <Page title={title} width="wide">
      <p className="merge-about">{t("merge.about")}</p>
      <MergeTable
        object={object}
        preview={preview}
        order={ids}
        into={into}
        take={take}
        onInto={(id) => {
          setInto(id);
          setTake({});
        }}
        onTake={(field, id) => setTake((old) => ({ ...old, [field]: id }))}
        onJoin={(field) => setTake(({ [field]: _one, ...others }) => others)}
      />
      <MovedList moved={preview.moved} />
      <Group className="merge-foot" gap="sm">
        <Button loading={busy} onClick={() => void act()} data-autofocus>
          {t("merge.do", { count: ids.length, number: format.number(ids.length) })}
        </Button>
        <Button variant="default" onClick={back}>
          {t("records.cancel")}
        </Button>
      </Group>
    </Page>
  );
}

/** Merges, goes to the one that stays, and offers the way back. */
function useMerging(object: MetaObject, ask: Parameters<typeof merge>[1]) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const undoing = useUndoing();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { slug } = useMeta().workspace;
  const [busy, setBusy] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ["w", slug] });
  const act = async () => {
    setBusy(true);
    try {
      const merged = await merge(object.path, ask);
      // First away from here: of what has gone there is nothing to compare any more.
      await navigate({ href: paths.record(slug, object.path, merged.id) });
      await refresh();
      if (merged.jobId) toast.done(t("merge.byJob"));
      else undoing.offer({ what: t("merge.done"), back: [merged.operationId] });
    } catch (error) {
      toast.problem(issues.all(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, act };
}
