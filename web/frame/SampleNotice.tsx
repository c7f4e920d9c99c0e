/** Says that records of a template are made up, and takes them away in one go; those that stay are named, with the way to each. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { api } from "../api/client.ts";
import { useMeta } from "../api/meta.ts";
import { useIssueWords } from "../records/issues.ts";
import { bulkNotes } from "../records/list/selection/BulkNotes.tsx";
import { useWords } from "../records/words.ts";
import { keptRecords } from "../undo/conflict-words.ts";
import type { UndoConflict } from "../undo/operations.ts";
import classes from "./SampleNotice.module.css";

interface Removed {
  stayed: number;
  conflicts: UndoConflict[];
}

export function SampleNotice() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tellKept = useTellKept();
  const remove = useMutation({
    mutationFn: () => api.delete<Removed>("/configuration/samples"),
    onSuccess: async (removed) => {
      if (removed.stayed > 0) tellKept(removed);
      else toast.done(t("samples.gone"));
      await queries.invalidateQueries();
    },
    onError: (error) => toast.problem(error.message),
  });
  return (
    <div className={classes.notice} role="note">
      <span>{t("samples.here")}</span>
      <Button size="compact-xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
        {t("samples.remove")}
      </Button>
    </div>
  );
}

/** The list stays until it is closed: the notice it came from is gone, and nothing else leads to these records. */
function useTellKept(): (removed: Removed) => void {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const meta = useMeta();
  const issues = useIssueWords();
  const navigate = useNavigate();
  return ({ stayed, conflicts }) => {
    const { Ended } = bulkNotes(t, format);
    const each = keptRecords({ format, words, meta, issues }, conflicts, (href) => void navigate({ href }));
    const said = t("undo.kept", { count: stayed, number: format.number(stayed) });
    notifications.show({
      message: <Ended text={t("samples.gone")} kept={{ said, each }} />,
      autoClose: false,
      color: "accent",
    });
  };
}
