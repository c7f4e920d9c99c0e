/** Which records a right holds for: none, one's own, the team's, all, or those that a filter picks. */
import { Button, JsonInput, Popover, Select } from "@mantine/core";
import { useState } from "react";
import { filterSchema } from "#model/filter.ts";
import type { Scope } from "#model/rights.ts";
import type { MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { scopeName, type ScopeName } from "./role-rights.ts";

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
  const offered: ScopeName[] = object?.ownership.by === "none" ? ["none", "all", "filter"] : ["none", "own", "team", "all", "filter"];
  const names = offered.includes(now) ? offered : [now, ...offered];
  // The standard holds for many objects, whose fields differ: no filter fits them all.
  const data = names.filter((name) => object !== undefined || name !== "filter" || now === "filter").map((value) => ({ value, label: t(`settings.scope.${value}`) }));
  return (
    <Popover opened={asking} onChange={setAsking} width={340} trapFocus withinPortal>
      <Popover.Target>
        <div onDoubleClick={() => now === "filter" && !disabled && setAsking(true)}>
          <Select size="xs" variant="filled" w={112} aria-label={label} disabled={disabled} data={data} value={now} allowDeselect={false} onChange={(value) => (value === "filter" ? setAsking(true) : value && onChange(value as Scope))} />
        </div>
      </Popover.Target>
      <Popover.Dropdown>
        <FilterForm scope={scope} onDone={(next) => { setAsking(false); onChange(next); }} />
      </Popover.Dropdown>
    </Popover>
  );
}

const EXAMPLE = '{ "field": "country", "op": "eq", "value": "PK" }';

function FilterForm({ scope, onDone }: { scope: Scope; onDone(scope: Scope): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(typeof scope === "string" ? "" : JSON.stringify(scope.filter, null, 2));
  const [wrong, setWrong] = useState(false);
  const take = (): void => {
    const parsed = filterSchema.safeParse(readJson(text));
    setWrong(!parsed.success);
    if (parsed.success) onDone({ filter: parsed.data });
  };
  return (
    <>
      <JsonInput label={t("settings.filter")} description={t("settings.filterHint")} placeholder={EXAMPLE} dir="ltr" autosize minRows={4} maxRows={12} value={text} error={wrong ? t("settings.filterWrong") : undefined} onChange={setText} />
      <Button mt="sm" size="xs" onClick={take}>{t("settings.use")}</Button>
    </>
  );
}

/** Undefined where it is no JSON: the schema refuses that too. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
