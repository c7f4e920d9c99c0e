/** Taking an operation back: first what would come of it, then the deed, then what stayed and why. */
import { Button, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { OwnText } from "#ui/own-text.tsx";
import { useFormat } from "#ui/format.tsx";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";
import { conflictWords } from "#web/undo/conflict-words.ts";
import { undoOperation, type UndoRun } from "#web/undo/operations.ts";
import { useWords } from "#web/records/words.ts";
import { previewUndo, type Operation } from "./audit.queries.ts";

export function TakeBack({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const issues = useIssueWords();
  const queries = useQueryClient();
  const { slug } = useMeta().workspace;
  const [seen, setSeen] = useState<UndoRun>();
  const preview = useMutation({ mutationFn: () => previewUndo(operation.id) });
  const undo = useMutation({
    mutationFn: () => undoOperation(slug, operation.id, setSeen),
    onSettled: () => queries.invalidateQueries({ queryKey: ["w", slug] }),
  });
  const failed = undo.error ?? preview.error;
  if (undo.data)
    return (
      <div role="status">
        <Text size="sm">{undo.data.error ?? t("bulk.undone", { number: format.number(undo.data.undone) })}</Text>
        <Conflicts conflicts={undo.data.conflicts} count={undo.data.conflictCount} />
      </div>
    );
  const found = preview.data;
  return (
    <div>
      {failed && (
        <Text size="sm" c="var(--bad)" role="alert">
          {issues.all(failed)}
        </Text>
      )}
      {found ? (
        <>
          <Text size="sm" role="status">
            {found.undone === 0 ? t("audit.nothingToUndo") : t("audit.wouldUndo", { count: found.undone })}{" "}
            {found.tried < found.total &&
              t("audit.firstOnly", { tried: format.number(found.tried), total: format.number(found.total) })}
          </Text>
          <Conflicts conflicts={found.conflicts} count={found.conflicts.length} />
          <Group gap="xs" mt="xs">
            <Button
              size="compact-sm"
              loading={undo.isPending}
              disabled={found.undone === 0}
              onClick={() => undo.mutate()}
            >
              {t("audit.undoNow")}
            </Button>
            <Button size="compact-sm" variant="default" disabled={undo.isPending} onClick={() => preview.reset()}>
              {t("audit.cancel")}
            </Button>
            {seen && undo.isPending && (
              <Text size="xs" c="dimmed" className="tabular">
                {t("bulk.running", { done: format.number(seen.seen), total: format.number(seen.total) })}
              </Text>
            )}
          </Group>
        </>
      ) : (
        <Button size="compact-sm" variant="light" loading={preview.isPending} onClick={() => preview.mutate()}>
          {t("audit.check")}
        </Button>
      )}
    </div>
  );
}

const SHOWN = 50;

function Conflicts({ conflicts, count }: { conflicts: UndoRun["conflicts"]; count: number }) {
  const { t } = useTranslation();
  const speech = { format: useFormat(), issues: useIssueWords(), words: useWords(), meta: useMeta() };
  if (count === 0) return null;
  return (
    <>
      <Text size="sm" mt={4}>
        {t("audit.wouldStay", { count })}
      </Text>
      <ul className="audit-conflicts">
        {conflicts.slice(0, SHOWN).map((one, index) => (
          <li key={`${one.id} ${index}`}>
            <OwnText>{one.title ?? "—"}</OwnText>: {conflictWords(speech, one)}
          </li>
        ))}
      </ul>
    </>
  );
}
