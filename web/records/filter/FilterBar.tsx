/** The filter of a list as chips that can be read, changed and taken away. */
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconFilter, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#model/filter.ts";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import type { MetaObject } from "../../api/meta.ts";
import { withMoreWords } from "../../language/language.ts";
import classes from "./Filter.module.css";
import { joined, partsOf } from "./filter-parts.ts";
import { FilterText } from "./FilterText.tsx";
import type { PartEditorProps } from "./PartEditor.tsx";

const PartEditor = late<PartEditorProps>(async () => (await withMoreWords(import("./PartEditor.tsx"))).PartEditor);

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
  const opens = (place: number, start: Filter, button: React.ReactElement<object>) => (
    <Opens
      key={place}
      kind="panel"
      button={button}
      label={t("filter.edit")}
      needs={[PartEditor]}
      open={open === place}
      onOpen={(opened) => setOpen(opened ? place : null)}
      position="bottom-start"
      width="min(40rem, 94vw)"
    >
      <PartEditor object={object} start={start} onApply={(part) => replace(place, part)} />
    </Opens>
  );
  return (
    <div className={classes.bar}>
      {parts.map((part, place) => (
        <span key={place} className={classes.chip}>
          {opens(
            place,
            part,
            <button type="button" className={classes.chipText}>
              <FilterText object={object} node={part} />
            </button>,
          )}
          <button
            type="button"
            className={classes.chipOff}
            aria-label={t("filter.remove")}
            onClick={() => replace(place, undefined)}
          >
            <IconX size={13} aria-hidden />
          </button>
        </span>
      ))}
      {opens(
        parts.length,
        { field: "", op: "eq" },
        <Button
          variant="default"
          size="compact-sm"
          h={28}
          leftSection={<IconFilter size={14} stroke={1.8} aria-hidden />}
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
