/** Which records a right holds for: none, one's own, the team's, all, or those that a filter picks. */
import { ActionIcon, Button, Popover, Select } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import type { Filter } from "#model/filter.ts";
import { isCondition } from "#model/filter-kind.ts";
import { scopeName, type Scope, type ScopeName } from "#model/rights.ts";
import { useMeta, type MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { finished } from "#web/records/filter/filter-parts.ts";
import { FilterNode } from "#web/records/filter/FilterNode.tsx";
import { resolveField } from "#web/records/filter/targets.ts";

export interface ScopeSelectProps {
  scope: Scope;
  /** Where it has no owner, own and team mean nothing and are not offered. */
  object?: MetaObject | undefined;
  label: string;
  disabled: boolean;
  onChange(scope: Scope): void;
}

export function ScopeSelect({ scope, object, label, disabled, onChange }: ScopeSelectProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const now = scopeName(scope);
  const offered: ScopeName[] =
    object?.ownership.by === "none" ? ["none", "all", "filter"] : ["none", "own", "team", "all", "filter"];
  const names = offered.includes(now) ? offered : [now, ...offered];
  // The standard holds for many objects, whose fields differ: no filter fits them all.
  const data = names
    .filter((name) => object !== undefined || name !== "filter" || now === "filter")
    .map((value) => ({ value, label: t(`settings.scope.${value}`) }));
  return (
    <Popover opened={asking} onChange={setAsking} width={380} trapFocus closeOnClickOutside={false} withRoles={false}>
      <Popover.Target>
        <div className="scope">
          <Select
            size="xs"
            variant="filled"
            w={112}
            aria-label={label}
            disabled={disabled}
            data={data}
            value={now}
            searchable
            inputMode="none"
            allowDeselect={false}
            onChange={(value) => (value === "filter" ? setAsking(true) : value && onChange(value as Scope))}
          />
          {now === "filter" && !disabled && (
            <ActionIcon size="sm" aria-label={`${label}: ${t("settings.filter")}`} onClick={() => setAsking(!asking)}>
              <IconFilter size={15} />
            </ActionIcon>
          )}
        </div>
      </Popover.Target>
      <Popover.Dropdown>
        {object && (
          <FilterForm
            object={object}
            scope={scope}
            onDone={(next) => {
              setAsking(false);
              onChange(next);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The editor of the lists' filters, for the records of a right. */
function FilterForm({ object, scope, onDone }: { object: MetaObject; scope: Scope; onDone(scope: Scope): void }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const [draft, setDraft] = useState<Filter>(typeof scope === "string" ? { field: "", op: "eq" } : scope.filter);
  const needsValue = (node: Filter): boolean => {
    if (!isCondition(node)) return false;
    const target = resolveField(meta, object, node.field);
    return !target || target.field.operators[node.op] !== "none";
  };
  const ready = finished(draft, needsValue);
  return (
    <div className="scope-filter" role="dialog" aria-label={t("settings.filter")}>
      <span>{t("settings.filter")}</span>
      <FilterNode object={object} node={draft} onChange={setDraft} autoFocus />
      <Button size="xs" disabled={ready === undefined} onClick={() => ready && onDone({ filter: ready })}>
        {t("settings.use")}
      </Button>
    </div>
  );
}
