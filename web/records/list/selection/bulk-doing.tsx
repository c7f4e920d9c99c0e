/** Starts a deed on many records and shows at the edge of the screen how far it is, what came of it, and the way back. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { toast } from "#ui/toast.tsx";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { useIssueWords } from "../../issues.ts";
import { useUndoing } from "../../../undo/undoing.ts";
import { useBulkNotes } from "./BulkNotes.tsx";
import { cancelBulk, followBulk, startBulk, type BulkAsk } from "./bulk.ts";

/** How long the end of it is told, in milliseconds: longer where there is something to read. */
const USUAL = 30_000;
const LONG = 120_000;

/** True once the work has been taken on; a refusal is shown and nothing is done. */
export function useBulk(object: MetaObject): (ask: BulkAsk) => Promise<boolean> {
  const { t } = useTranslation();
  const format = useFormat();
  const issues = useIssueWords();
  const undoing = useUndoing();
  const queries = useQueryClient();
  const { slug } = useMeta().workspace;
  const refresh = () => queries.invalidateQueries({ queryKey: ["w", slug] });
  const { Running, Ended } = useBulkNotes();
  const number = (value: number) => format.number(value);

  const show = (id: string, message: ReactNode, autoClose: number | false, color = "accent") =>
    notifications.update({ id, message, autoClose, color, withCloseButton: autoClose !== false });

  const open = (id: string) =>
    notifications.show({ id, message: t("bulk.starting"), autoClose: false, color: "accent", withCloseButton: false });

  const follow = async (id: string) => {
    const note = crypto.randomUUID();
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
      const said =
        last.status === "failed"
          ? (last.error ?? t("frame.failedText"))
          : t(last.status === "cancelled" ? "bulk.cancelled" : "bulk.done", {
              count: last.done,
              number: number(last.done),
            });
      const undo = last.done > 0 ? undoing.keep({ what: said, back: [last.operationId], note }) : undefined;
      const refused = last.refused > 0 && {
        said: t("bulk.refused", { count: last.refused, number: number(last.refused) }),
        each: last.problems.map((one) => ({ ...one, why: one.issues.map(issues.one).join(" · ") || one.message })),
      };
      show(
        note,
        <Ended text={said} kept={refused || undefined} onUndo={undo} />,
        last.refused > 0 ? LONG : USUAL,
        last.status === "failed" ? "red" : "accent",
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
