/** Each column of the file with samples of its values, and the field that it becomes. */
import { defaultOptionsFilter, Select, Text, type OptionsFilter } from "@mantine/core";
import { IconArrowNarrowRight, IconBan } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { Column, Mapping } from "./import.queries.ts";
import { readTarget, targetKey, targetOf, withSuppression, withTarget } from "./mapping.ts";
import { newTargets, targetGroups } from "./targets.ts";
import { useSay } from "#web/insight/say.ts";

const LEAVE_OUT = "-";
const SUPPRESSION = "suppression:";
const CHANNELS = ["email", "phone", "all"];
const NEW = "new:";

/** Whatever is looked for, a new field is offered: it is what one wants who finds none. */
const offeringNew: OptionsFilter = (input) => {
  const offered = input.options.filter(
    (group) => "group" in group && group.items.some((item) => item.value.startsWith(NEW)),
  );
  const options = input.options.filter((group) => !offered.includes(group));
  return [...(defaultOptionsFilter({ ...input, options }) as typeof options), ...offered];
};

export function ColumnList({
  columns,
  mapping,
  onChange,
  onNew,
  children,
}: {
  columns: Column[];
  mapping: Mapping;
  onChange(mapping: Mapping): void;
  /** A column wants a field that is not there yet, of this object. */
  onNew(column: Column, object: string): void;
  /** What can be done with all of them. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const format = useFormat();
  const meta = useMeta();
  const choices = useMemo(
    () => [
      { group: "", items: [{ value: LEAVE_OUT, label: t("import.leaveOut") }] },
      ...targetGroups(meta, mapping, t, words),
      {
        group: t("import.suppression"),
        items: CHANNELS.map((channel) => ({ value: SUPPRESSION + channel, label: t(`import.suppression.${channel}`) })),
      },
      ...newTargets(meta, mapping, t, words),
    ],
    [meta, mapping, t, words],
  );
  const valueOf = (index: number): string => {
    const channel = mapping.suppressions.find((entry) => entry.index === index)?.channel;
    return channel ? SUPPRESSION + channel : targetKey(targetOf(mapping, index)) || LEAVE_OUT;
  };
  const choose = (column: Column, value: string): void =>
    value.startsWith(NEW)
      ? onNew(column, value.slice(NEW.length))
      : onChange(
          value.startsWith(SUPPRESSION)
            ? withSuppression(mapping, column.index, value.slice(SUPPRESSION.length))
            : withTarget(mapping, column.index, value === LEAVE_OUT ? null : readTarget(value)),
        );
  return (
    <section aria-label={t("import.columns")}>
      <div className="columns-head">
        <h2 className="section-title">{t("import.whatBecomes")}</h2>
        {children}
      </div>
      <ul className="columns">
        {columns.map((column) => {
          const value = valueOf(column.index);
          const out = value === LEAVE_OUT;
          return (
            <li key={column.index} data-out={out || undefined}>
              <div className="column-name">
                <Text fw={600}>
                  <OwnText>{column.name || say("import.unnamed", { number: format.number(column.index + 1) })}</OwnText>
                </Text>
                <Text size="xs" c="dimmed" className="samples">
                  {column.samples
                    .filter((sample) => sample.trim() !== "")
                    .map((sample, index) => (
                      <OwnText key={index} className="sample">
                        {sample}
                      </OwnText>
                    ))}
                </Text>
              </div>
              {out ? (
                <IconBan size={16} aria-hidden className="column-arrow" />
              ) : (
                <IconArrowNarrowRight size={18} aria-hidden className="column-arrow icon-pointing" />
              )}
              <Select
                aria-label={say("import.becomes", { column: column.name })}
                data={choices}
                value={value}
                searchable
                allowDeselect={false}
                maxDropdownHeight={320}
                filter={offeringNew}
                onChange={(next) => next && choose(column, next)}
                nothingFoundMessage={t("import.noSuchField")}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
