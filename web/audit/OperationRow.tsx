/** One line of the activity log; opened, it shows each change and the way back. */
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useFormat, When } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useRecordLinks } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { Changed } from "#web/records/page/History.tsx";
import { useWords } from "#web/records/words.ts";
import { useChanges, type Operation, type OperationChange } from "./audit.queries.ts";
import { TakeBack } from "./TakeBack.tsx";

export function OperationRow({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { by, byKind, subject, via } = operation;
  const links = useRecordLinks();
  return (
    <li>
      <div className="audit-head">
        <div className="audit-what">
          <Text fw={500} size="sm" component="div">
            <Counted operation={operation} />
            {subject && (
              <>
                {" · "}
                <a {...links.at(links.record(subject.object, subject.id))}>
                  <OwnText>{subject.title ?? "—"}</OwnText>
                </a>
              </>
            )}
          </Text>
          <Text size="xs" c="dimmed" component="div">
            {by ? <OwnText>{by.title ?? "—"}</OwnText> : t(byKind === "apiKey" ? "audit.program" : "audit.system")} ·{" "}
            {t(`via.${via}`)} · <When at={operation.at} />
            {operation.undoes && <> · {t("audit.isUndo")}</>}
          </Text>
          <Undone operation={operation} />
        </div>
        <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "audit.hide" : "audit.show")}
        </Button>
      </div>
      {open && (
        <div className="audit-more">
          <Changes id={operation.id} />
          {operation.undoable && <TakeBack operation={operation} />}
        </div>
      )}
    </li>
  );
}

function Counted({ operation: { counts, exact } }: { operation: Operation }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  if (counts.length === 0) return <>{t("audit.other")}</>;
  return (
    <>
      {counts
        .map(({ object, type, count }) =>
          t("audit.counted", {
            type: t(`history.${type}`),
            number: `${format.number(count)}${exact ? "" : "+"}`,
            what: count === 1 ? words.one(object) : words.many(object),
          }),
        )
        .join(" · ")}
    </>
  );
}

function Undone({ operation: { undo } }: { operation: Operation }) {
  const { t } = useTranslation();
  if (undo?.status !== "done") return null;
  return (
    <Text size="xs" c="var(--accent)">
      {undo.conflictCount > 0 ? t("audit.wasPartly", { count: undo.conflictCount }) : t("audit.wasUndone")}
    </Text>
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
  const links = useRecordLinks();
  const object = objectByName(useMeta(), change.object);
  return (
    <li>
      <Text size="sm" component="div">
        {t(`history.${change.type}`)} · {words.one(change.object)}{" "}
        {change.title !== null && (
          <a {...links.at(links.record(change.object, change.recordId))}>
            <OwnText>{change.title}</OwnText>
          </a>
        )}
      </Text>
      {object &&
        change.type === "updated" &&
        change.changes.map((each) => <Changed key={each.field} object={object} {...each} />)}
    </li>
  );
}
