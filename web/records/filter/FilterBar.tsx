/** The filter of a list as chips that can be read, changed and taken away. */
import { Button, Group, Popover, Stack } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconFilter, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#model/filter.ts";
import { isCondition } from "#model/filter-kind.ts";
import { useMeta, type MetaObject } from "../../api/meta.ts";
import classes from "./Filter.module.css";
import { finished, joined, partsOf } from "./filter-parts.ts";
import { FilterNode } from "./FilterNode.tsx";
import { FilterText } from "./FilterText.tsx";
import { resolveField } from "./targets.ts";

interface PartEditorProps {
  object: MetaObject;
  start: Filter;
  onApply: (part: Filter | undefined) => void;
}

function PartEditor({ object, start, onApply }: PartEditorProps) {
  const { t } = useTranslation();
  const meta = useMeta();
  const [draft, setDraft] = useState(start);
  const needsValue = (node: Filter) => {
    if (!isCondition(node)) return false;
    const target = resolveField(meta, object, node.field);
    return !target || target.field.operators[node.op] !== "none";
  };
  const apply = () => onApply(finished(draft, needsValue));
  const grouped = () => setDraft({ or: [draft, { field: "", op: "eq" }] });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Stack gap="sm">
        <FilterNode object={object} node={draft} onChange={setDraft} autoFocus />
        <Group justify="space-between">
          {isCondition(draft) && draft.field !== "" ? (
            <Button size="compact-xs" variant="subtle" onClick={grouped}>
              {t("filter.orAnother")}
            </Button>
          ) : (
            <span />
          )}
          <Button size="compact-sm" type="submit">
            {t("filter.apply")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FilterBarProps {
  object: MetaObject;
  filter: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
}

export function FilterBar({ object, filter, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const parts = partsOf(filter);
  /** The place of the part being edited; that after the last is a new one. */
  const [open, setOpen] = useState<number | null>(null);
  useHotkeys([["F", () => setOpen(parts.length)]]);
  const replace = (place: number, part: Filter | undefined) => {
    const next = [...parts];
    if (part) next.splice(place, 1, part);
    else next.splice(place, 1);
    onChange(joined(next));
    setOpen(null);
  };
  const popover = (place: number, start: Filter, target: React.ReactNode) => (
    <Popover
      key={place}
      opened={open === place}
      onChange={(opened) => !opened && setOpen(null)}
      // The buttons say themselves that they open it; on a chip's span the word would not be allowed.
      withRoles={false}
      width="min(40rem, 94vw)"
      trapFocus
      returnFocus
      closeOnClickOutside
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t("filter.edit")}>
        <PartEditor object={object} start={start} onApply={(part) => replace(place, part)} />
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <div className={classes.bar}>
      {parts.map((part, place) =>
        popover(
          place,
          part,
          <span className={classes.chip}>
            <button
              type="button"
              className={classes.chipText}
              aria-expanded={open === place}
              onClick={() => setOpen(open === place ? null : place)}
            >
              <FilterText object={object} node={part} />
            </button>
            <button
              type="button"
              className={classes.chipOff}
              aria-label={t("filter.remove")}
              onClick={() => replace(place, undefined)}
            >
              <IconX size={13} aria-hidden />
            </button>
          </span>,
        ),
      )}
      {popover(
        parts.length,
        { field: "", op: "eq" },
        <Button
          variant="default"
          size="compact-sm"
          h={28}
          leftSection={<IconFilter size={14} stroke={1.8} aria-hidden />}
          aria-expanded={open === parts.length}
          onClick={() => setOpen(open === parts.length ? null : parts.length)}
        >
          {t(parts.length ? "filter.add" : "filter.filter")}
        </Button>,
      )}
      {parts.length > 1 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onChange(undefined)}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
