/** By whom, of what, which kind of change and by what means: what the log is narrowed to. */
import { Checkbox, Select } from "@mantine/core";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import { useUsers } from "#web/settings/settings.queries.ts";
import type { LogFilter } from "./audit.queries.ts";

const MEANS = ["screen", "api", "import", "bulk", "merge", "undo", "automation", "command", "system", "sample"];
const KINDS = ["created", "updated", "deleted", "restored", "purged"];

interface FiltersProps {
  filter: LogFilter;
  onChange(filter: LogFilter): void;
  /** Others' changes are seen too. */
  all: boolean;
}

export function LogFilters({ filter, onChange, all }: FiltersProps) {
  const { t } = useTranslation();
  const set = (part: LogFilter) => onChange({ ...filter, ...part });
  return (
    <div className="audit-filter" role="group" aria-label={t("audit.narrow")}>
      {all && <PersonSelect value={filter.by} onChange={(by) => set({ by, mine: false })} />}
      <ObjectSelect value={filter.object} onChange={(object) => set({ object })} />
      <Select
        aria-label={t("audit.kind")}
        placeholder={t("audit.anyKind")}
        data={KINDS.map((value) => ({ value, label: t(`history.${value}`) }))}
        value={filter.type ?? null}
        clearable
        onChange={(type) => set({ type: type ?? undefined })}
      />
      <Select
        aria-label={t("audit.means")}
        placeholder={t("audit.anyMeans")}
        data={MEANS.map((value) => ({ value, label: t(`via.${value}`) }))}
        value={filter.via ?? null}
        clearable
        onChange={(via) => set({ via: via ?? undefined })}
      />
      {all && (
        <Checkbox
          label={t("audit.mine")}
          checked={filter.mine ?? false}
          onChange={(event) => set({ by: undefined, mine: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

interface PickProps {
  value: string | undefined;
  onChange(value: string | undefined): void;
}

function PersonSelect({ value, onChange }: PickProps) {
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

function ObjectSelect({ value, onChange }: PickProps) {
  const { t } = useTranslation();
  const words = useWords();
  const own = useMeta().objects.filter((object) => !object.childOf && object.rights.read);
  const group = (internal: boolean) =>
    own
      .filter((object) => (object.internal ?? false) === internal)
      .map((object) => ({ value: object.name, label: words.many(object) }));
  return (
    <Select
      aria-label={t("audit.object")}
      placeholder={t("audit.anyObject")}
      data={[
        { group: t("audit.records"), items: group(false) },
        { group: t("audit.settings"), items: group(true) },
      ]}
      value={value ?? null}
      searchable
      clearable
      onChange={(object) => onChange(object ?? undefined)}
    />
  );
}
