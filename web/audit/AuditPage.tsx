/** The activity log answers: who changed what, when and by what means, and can it be taken back? */
import { Button, Checkbox, Select } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState, ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { useMeta } from "#web/api/meta.ts";
import { Page } from "#web/frame/Page.tsx";
import { may } from "#web/frame/rooms.ts";
import { useTranslation } from "#web/language/language.ts";
import { useUsers } from "#web/settings/settings.queries.ts";
import { useOperations, type LogFilter } from "./audit.queries.ts";
import { OperationRow } from "./OperationRow.tsx";
import "./audit.css";

const MEANS = ["screen", "api", "import", "bulk", "merge", "undo", "automation", "command", "system", "sample"];

export function AuditPage() {
  const { t } = useTranslation();
  const meta = useMeta();
  const all = may(meta, "audit");
  const [filter, setFilter] = useState<LogFilter>({});
  const log = useOperations(filter);
  const rows = log.data?.pages.flatMap((page) => page.data) ?? [];
  const narrowed = Object.values(filter).some(Boolean);
  return (
    <Page title={t("audit.title")} subtitle={t(all ? "audit.question" : "audit.mineQuestion")}>
      <div className="audit-filter">
        {all && <PersonSelect value={filter.by} onChange={(by) => setFilter({ ...filter, by, mine: false })} />}
        <Select
          aria-label={t("audit.means")}
          placeholder={t("audit.anyMeans")}
          data={MEANS.map((value) => ({ value, label: t(`via.${value}`) }))}
          value={filter.via ?? null}
          clearable
          onChange={(via) => setFilter({ ...filter, via: via ?? undefined })}
        />
        {all && (
          <Checkbox
            label={t("audit.mine")}
            checked={filter.mine ?? false}
            onChange={(event) => setFilter({ ...filter, by: undefined, mine: event.currentTarget.checked })}
          />
        )}
      </div>
      {log.isPending ? (
        <LinesSkeleton lines={10} height={22} />
      ) : log.error && !log.data ? (
        <ErrorState title={t("audit.failed")} again={{ label: t("audit.again"), act: () => void log.refetch() }}>
          {log.error.message}
        </ErrorState>
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
          <ol className="audit">
            {rows.map((operation) => (
              <OperationRow key={operation.id} operation={operation} />
            ))}
          </ol>
          {log.hasNextPage && (
            <Button
              variant="subtle"
              color="gray"
              fullWidth
              loading={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {t("audit.older")}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

function PersonSelect({ value, onChange }: { value: string | undefined; onChange(by: string | undefined): void }) {
  const { t } = useTranslation();
  const users = useUsers();
  return (
    <Select
      aria-label={t("audit.person")}
      placeholder={t("audit.everyone")}
      data={(users.data ?? []).map((user) => ({ value: user.id, label: user.name }))}
      value={value ?? null}
      searchable
      clearable
      onChange={(by) => onChange(by ?? undefined)}
    />
  );
}
