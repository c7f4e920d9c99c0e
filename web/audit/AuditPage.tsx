/** The activity log answers: who changed what, when and by what means, and can it be taken back? */
import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { EmptyState, ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { useMeta } from "#web/api/meta.ts";
import { Page } from "#web/frame/Page.tsx";
import { may } from "#web/frame/rooms.ts";
import { useTranslation } from "#web/language/language.ts";
import { useOperations, type LogFilter, type Operation } from "./audit.queries.ts";
import { LogFilters } from "./LogFilters.tsx";
import { OperationRow } from "./OperationRow.tsx";
import "./audit.css";

export function AuditPage() {
  const { t } = useTranslation();
  const all = may(useMeta(), "audit");
  const [filter, setFilter] = useState<LogFilter>({});
  const log = useOperations(filter);
  const rows = log.data?.pages.flatMap((page) => page.data) ?? [];
  const narrowed = Object.values(filter).some(Boolean);
  const further = (label: string) => (
    <Button
      variant={rows.length > 0 ? "subtle" : "default"}
      color="gray"
      fullWidth={rows.length > 0}
      loading={log.isFetchingNextPage}
      onClick={() => void log.fetchNextPage()}
    >
      {label}
    </Button>
  );
  return (
    <Page title={t("audit.title")} subtitle={t(all ? "audit.question" : "audit.mineQuestion")}>
      <LogFilters filter={filter} onChange={setFilter} all={all} />
      {log.isPending ? (
        <LinesSkeleton lines={10} height={22} />
      ) : log.error && !log.data ? (
        <ErrorState title={t("audit.failed")} again={{ label: t("audit.again"), act: () => void log.refetch() }}>
          {log.error.message}
        </ErrorState>
      ) : rows.length === 0 && log.hasNextPage ? (
        <EmptyState icon={IconHistory} title={t("audit.notYet")} actions={further(t("audit.further"))} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={IconHistory}
          title={t(narrowed ? "audit.nothingFound" : "audit.empty")}
          actions={
            narrowed && (
              <Button variant="default" onClick={() => setFilter({})}>
                {t("audit.all")}
              </Button>
            )
          }
        >
          {narrowed ? undefined : t("audit.emptyHint")}
        </EmptyState>
      ) : (
        <>
          <Days rows={rows} />
          {log.hasNextPage && further(t("audit.older"))}
        </>
      )}
    </Page>
  );
}

const DAY = 86_400_000;

/** A heading for each day of the workspace's calendar. */
function Days({ rows }: { rows: readonly Operation[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const dayOf = (at: string | Date) => format.dateTime(at, { dateStyle: "full" });
  const [today] = useState(() => Date.now());
  const named = new Map([
    [dayOf(new Date(today - DAY)), t("audit.yesterday")],
    [dayOf(new Date(today)), t("audit.today")],
  ]);
  return [...Map.groupBy(rows, ({ at }) => dayOf(at))].map(([day, own]) => (
    <section key={day} aria-label={day}>
      <h2 className="audit-day">{named.get(day) ?? day}</h2>
      <ol className="audit">
        {own.map((operation) => (
          <OperationRow key={operation.id} operation={operation} />
        ))}
      </ol>
    </section>
  ));
}
