/** Starts a deed on many records and shows at the edge of the screen how far it is, what came of it, and the way back. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { noteId, toast } from "#ui/toast.tsx";
import type { Issue } from "#model/errors.ts";
import { fieldOf, useMeta, type MetaObject } from "../../../api/meta.ts";
import { paths } from "../../../paths.ts";
import { useIssueWords } from "../../issues.ts";
import { useWords } from "../../words.ts";
import { useUndoing } from "../../../undo/undoing.ts";
import { useBulkNotes } from "./BulkNotes.tsx";
import { cancelBulk, followBulk, startBulk, type BulkAsk, type BulkRun } from "./bulk.ts";

/** How long the end of it is told, in milliseconds: longer where there is something to read. */
const USUAL = 30_000;
const LONG = 120_000;

/** True once the work has been taken on; a refusal is shown and nothing is done. */
export function useBulk(object: MetaObject): (ask: BulkAsk) => Promise<boolean> {
  const { t } = useTranslation();
  const format = useFormat();
  const issues = useIssueWords();
  const words = useWords();
  const undoing = useUndoing();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { slug } = useMeta().workspace;
  const refresh = () => queries.invalidateQueries({ queryKey: ["w", slug] });
  const { Running, Ended } = useBulkNotes();
  const number = (value: number) => format.number(value);

  const show = (id: string, message: ReactNode, autoClose: number | false, color = "accent") =>
    notifications.update({ id, message, autoClose, color, withCloseButton: autoClose !== false });

  const open = (id: string) =>
    notifications.show({ id, message: t("bulk.starting"), autoClose: false, color: "accent", withCloseButton: false });

  const reasonOf = (issue: Issue): string => {
    const field = fieldOf(object, issue.path.split(".")[0]!);
    return field ? `${words.field(object.name, field)}: ${issues.one(issue)}` : issues.one(issue);
  };

  /** Nothing done is never told as something done. */
  const endOf = ({ status, error, done, refused, unchanged }: BulkRun): string => {
    const told = (key: string, value: number) => t(key, { count: value, number: number(value) });
    if (status === "failed") return error ?? t("frame.failedText");
    if (status === "cancelled") return told("bulk.cancelled", done);
    if (done === 0 && refused > 0) return told("bulk.none", refused);
    if (done === 0 && unchanged > 0) return told("bulk.unchanged", unchanged);
    return told("bulk.done", done);
  };

  const follow = async (id: string) => {
    const note = noteId();
    open(note);
    try {
      const last = await followBulk(slug, id, (run) =>
        show(
          note,
          <Running
            done={run.done + run.refused + run.unchanged}
            total={run.total}
            onCancel={() => void cancelBulk(slug, run)}
          />,
          false,
        ),
      );
      const said = endOf(last);
      const undo = last.done > 0 ? undoing.keep({ what: said, back: [last.operationId], note }) : undefined;
      const none = last.done === 0 && last.refused > 0;
      const failed = last.status === "failed";
      const refused = last.refused > 0 && {
        said: none ? t("bulk.why") : t("bulk.refused", { count: last.refused, number: number(last.refused) }),
        each: last.problems.map((one) => ({ ...one, why: one.issues.map(reasonOf).join(" · ") || one.message })),
      };
      const see = () => {
        notifications.hide(note);
        const value = last.problems.map(({ id }) => id);
        void navigate({ href: paths.list(slug, object.path, { filter: { field: "id", op: "in", value } }) });
      };
      show(
        note,
        <Ended
          text={said}
          refused={none || failed}
          kept={refused || undefined}
          onSee={last.problems.length > 0 ? see : undefined}
          onUndo={undo}
        />,
        last.refused > 0 ? LONG : USUAL,
        none || failed ? "red" : last.refused > 0 ? "yellow" : "accent",
      );
    } catch (error) {
      show(note, issues.all(error), 9000, "red");
    } finally {
      await refresh();
    }
  };

  return async (ask) => {
    try {
      const run = await startBulk(object.path, ask);
      void follow(run.id);
      return true;
    } catch (error) {
      toast.problem(issues.all(error));
      return false;
    }
  };
}
