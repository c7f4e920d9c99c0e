/** Starts a deed on many records and shows at the edge of the screen how far it is, what came of it, and the way back. */
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { toast } from "#ui/toast.tsx";
import { useMeta, type MetaObject } from "../../../api/meta.ts";
import { useIssueWords } from "../../issues.ts";
import { cancelBulk, followBulk, startBulk, undoOperation, type BulkAsk, type BulkRun } from "./bulk.ts";

const SHOWN_PROBLEMS = 20;

/** True once the work has been taken on; a refusal is shown and nothing is done. */
export function useBulk(object: MetaObject): (ask: BulkAsk) => Promise<boolean> {
  const { t } = useTranslation();
  const format = useFormat();
  const issues = useIssueWords();
  const queries = useQueryClient();
  const { slug } = useMeta().workspace;
  const refresh = () => queries.invalidateQueries({ queryKey: ["w", slug] });
  const number = (value: number) => format.number(value);

  const show = (id: string, message: ReactNode, autoClose: number | false, color = "accent") =>
    notifications.update({ id, message, autoClose, color, withCloseButton: autoClose !== false });

  const progress = (run: BulkRun) => {
    const tried = run.done + run.refused + run.unchanged;
    return (
      <Stack gap={6}>
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" className="tabular">
            {t("bulk.running", {
              done: number(tried),
              total: `${number(run.total.value)}${run.total.exact ? "" : "+"}`,
            })}
          </Text>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void cancelBulk(slug, run)}>
            {t("records.cancel")}
          </Button>
        </Group>
        <Progress
          size="xs"
          aria-label={t("bulk.progress")}
          value={run.total.value > 0 ? Math.min(100, (100 * tried) / run.total.value) : 0}
        />
      </Stack>
    );
  };

  const result = (run: BulkRun, notification: string, undo: boolean) => (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          {run.status === "failed"
            ? (run.error ?? t("frame.failedText"))
            : t(run.status === "cancelled" ? "bulk.cancelled" : undo ? "bulk.done" : "bulk.undone", {
                count: run.done,
                number: number(run.done),
              })}
        </Text>
        {undo && run.done > 0 && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(notification);
              void takeBack(run);
            }}
          >
            {t("records.undo")}
          </Button>
        )}
      </Group>
      {run.refused > 0 && (
        <details>
          <summary style={{ fontSize: "0.8125rem", cursor: "pointer" }}>
            {t("bulk.refused", { count: run.refused, number: number(run.refused) })}
          </summary>
          <ul
            style={{
              margin: "0.25rem 0 0",
              paddingInlineStart: "1.1rem",
              fontSize: "0.75rem",
              maxBlockSize: "10rem",
              overflowY: "auto",
            }}
          >
            {run.problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
              <li key={problem.id}>
                <OwnText>{problem.title ?? "—"}</OwnText>:{" "}
                {problem.issues.map(issues.one).join(" · ") || problem.message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );

  const follow = async (run: { id: string }, undo: boolean) => {
    const notification = crypto.randomUUID();
    notifications.show({
      id: notification,
      message: t("bulk.starting"),
      loading: false,
      autoClose: false,
      color: "accent",
      withCloseButton: false,
    });
    try {
      const last = await followBulk(slug, run.id, (now) => show(notification, progress(now), false));
      show(
        notification,
        result(last, notification, undo),
        last.refused > 0 ? 120_000 : 30_000,
        last.status === "failed" ? "red" : "accent",
      );
    } catch (error) {
      show(notification, issues.all(error), 9000, "red");
    } finally {
      await refresh();
    }
  };

  const takeBack = async (run: BulkRun) => {
    try {
      const undone = await undoOperation(slug, run.operationId);
      if (undone.id) await follow({ id: undone.id }, false);
      else toast.done(t("bulk.undone", { count: run.done, number: number(run.done) }));
    } catch (error) {
      toast.problem(issues.all(error));
    } finally {
      await refresh();
    }
  };

  return async (ask) => {
    try {
      const run = await startBulk(object.path, ask);
      void follow(run, true);
      return true;
    } catch (error) {
      toast.problem(issues.all(error));
      return false;
    }
  };
}
