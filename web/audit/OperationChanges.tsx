/** An opened line of the activity log: each record with its fields, from what to what, and the way back. */
import { Button, Text } from "@mantine/core";
import { ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { Changed } from "#web/records/page/History.tsx";
import { useWords } from "#web/records/words.ts";
import { useChanges, type Operation, type OperationChange } from "./audit.queries.ts";
import { SubjectName } from "./SubjectName.tsx";
import { TakeBack } from "./TakeBack.tsx";

export function OperationChanges({ operation }: { operation: Operation }) {
  return (
    <div className="audit-more">
      <Changes id={operation.id} />
      {operation.undoable && <TakeBack operation={operation} />}
    </div>
  );
}

function Changes({ id }: { id: string }) {
  const { t } = useTranslation();
  const changes = useChanges(id);
  if (changes.isPending) return <LinesSkeleton lines={3} />;
  if (changes.error && !changes.data)
    return (
      <ErrorState title={t("audit.failed")} again={{ label: t("audit.again"), act: () => void changes.refetch() }}>
        {changes.error.message}
      </ErrorState>
    );
  const rows = changes.data.pages.flatMap((page) => page.data);
  if (rows.length === 0 && !changes.hasNextPage)
    return (
      <Text size="sm" c="dimmed">
        {t("audit.noChanges")}
      </Text>
    );
  return (
    <>
      <ul className="audit-changes">
        {rows.map((change) => (
          <ChangeRow key={change.id} change={change} />
        ))}
      </ul>
      {changes.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={changes.isFetchingNextPage}
          onClick={() => void changes.fetchNextPage()}
        >
          {t("frame.more")}
        </Button>
      )}
    </>
  );
}

function ChangeRow({ change }: { change: OperationChange }) {
  const { t } = useTranslation();
  const words = useWords();
  const object = objectByName(useMeta(), change.object);
  const gone = change.type === "deleted" || change.type === "purged";
  return (
    <li>
      <Text size="sm" component="div">
        {t("audit.counted", { type: t(`history.${change.type}`), what: words.inText(change.object) })}{" "}
        <SubjectName object={change.object} id={change.recordId} title={change.title} gone={gone} />
      </Text>
      {object && change.changes.map((each) => <Changed key={each.field} object={object} {...each} />)}
    </li>
  );
}
