/** One line of the activity log: what was done to which record, by whom and how; small changes field by field. */
import { ActionIcon, Text } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowMerge,
  IconBolt,
  IconChevronDown,
  IconChevronUp,
  IconDatabaseImport,
  IconPencil,
  IconPlus,
  IconRestore,
  IconSettings,
  IconSparkles,
  IconStack2,
  IconTrash,
  type Icon,
} from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { objectByName, useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { Changed } from "#web/records/page/History.tsx";
import { useWords } from "#web/records/words.ts";
import type { Operation, SmallChange } from "./audit.queries.ts";
import { OperationChanges } from "./OperationChanges.tsx";
import { SubjectName } from "./SubjectName.tsx";
import { isGone } from "./subjects.ts";

const OF_MEANS: Record<string, Icon> = {
  import: IconDatabaseImport,
  bulk: IconStack2,
  merge: IconArrowMerge,
  undo: IconArrowBackUp,
  automation: IconBolt,
  sample: IconSparkles,
};
const OF_KIND: Record<string, Icon> = {
  created: IconPlus,
  updated: IconPencil,
  deleted: IconTrash,
  purged: IconTrash,
  restored: IconRestore,
};

export function OperationRow({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { by, byKind, via, at, counts, changes } = operation;
  const Mark = OF_MEANS[via] ?? OF_KIND[counts[0]?.type ?? ""] ?? IconSettings;
  return (
    <li>
      <div className="audit-head">
        <span className="audit-mark" data-gone={isGone(operation) || undefined}>
          <Mark size={15} stroke={1.7} aria-hidden />
        </span>
        <div className="audit-what">
          <div className="audit-title">
            <Told operation={operation} />
          </div>
          <Text size="xs" c="dimmed" component="div">
            {by ? <OwnText>{by.title ?? "—"}</OwnText> : t(byKind === "apiKey" ? "audit.program" : "audit.system")} ·{" "}
            {t(`via.${via}`, { defaultValue: via })} ·{" "}
            <time dateTime={at} title={format.dateTime(at, { dateStyle: "full", timeStyle: "medium" })}>
              {format.dateTime(at, { timeStyle: "short" })}
            </time>
            {operation.undoes && <> · {t("audit.isUndo")}</>}
          </Text>
          <Undone operation={operation} />
          {!open &&
            changes.map((change) => <AtAGlance key={change.recordId} change={change} alone={changes.length === 1} />)}
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-expanded={open}
          aria-label={t(open ? "audit.hide" : "audit.show")}
          title={t(open ? "audit.hide" : "audit.show")}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronUp size={17} aria-hidden /> : <IconChevronDown size={17} aria-hidden />}
        </ActionIcon>
      </div>
      {open && <OperationChanges operation={operation} />}
    </li>
  );
}

/** One record by its name; many by how many of what, a kind of deed after the other. */
function Told({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { counts, exact, subject } = operation;
  const [first] = counts;
  if (!first) return <>{t("audit.other")}</>;
  if (!exact) {
    const what = [...new Set(counts.map(({ object }) => words.manyInText(object)))];
    return <>{t("audit.over", { number: format.number(LARGEST), what: format.list(what) })}</>;
  }
  if (counts.length === 1 && first.count === 1)
    return (
      <>
        {t("audit.counted", { type: t(`history.${first.type}`), what: words.inText(first.object) })}{" "}
        {subject && <SubjectName {...subject} gone={isGone(operation)} />}
      </>
    );
  return (
    <>
      {[...Map.groupBy(counts, ({ type }) => type)]
        .map(([type, own]) =>
          t("audit.counted", {
            type: t(`history.${type}`),
            what: format.list(
              own.map(
                ({ object, count }) =>
                  `${format.number(count)} ${count === 1 ? words.inText(object) : words.manyInText(object)}`,
              ),
            ),
          }),
        )
        .join(" · ")}
    </>
  );
}

/** The server counts no further in a list. */
const LARGEST = 1000;
const FIELDS = 4;

function AtAGlance({ change, alone }: { change: SmallChange; alone: boolean }) {
  const { t } = useTranslation();
  const object = objectByName(useMeta(), change.object);
  if (!object || change.changes.length === 0) return null;
  const rest = change.changes.length - FIELDS;
  return (
    <div className="audit-glance">
      {!alone && (
        <Text size="sm" component="div">
          <SubjectName object={change.object} id={change.recordId} title={change.title} gone={false} />
        </Text>
      )}
      {change.changes.slice(0, FIELDS).map((each) => (
        <Changed key={each.field} object={object} {...each} />
      ))}
      {rest > 0 && (
        <Text size="xs" c="dimmed">
          {t("audit.moreFields", { count: rest })}
        </Text>
      )}
    </div>
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
