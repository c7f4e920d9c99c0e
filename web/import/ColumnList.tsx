/** Each column of the file with samples of its values, and the field that it becomes. */
import { Select, Text } from "@mantine/core";
import { IconArrowNarrowRight, IconBan } from "@tabler/icons-react";
import { useMemo } from "react";
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import type { Column, Mapping } from "./import.queries.ts";
import { readTarget, targetKey, targetOf, withSuppression, withTarget } from "./mapping.ts";
import { targetGroups } from "./targets.ts";
import { useSay } from "#web/insight/say.ts";

const LEAVE_OUT = "-";
const SUPPRESSION = "suppression:";
const CHANNELS = ["email", "phone", "all"];

export function ColumnList({
  columns,
  mapping,
  onChange,
}: {
  columns: Column[];
  mapping: Mapping;
  onChange(mapping: Mapping): void;
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
    ],
    [meta, mapping, t, words],
  );
  const valueOf = (index: number): string => {
    const channel = mapping.suppressions.find((entry) => entry.index === index)?.channel;
    return channel ? SUPPRESSION + channel : targetKey(targetOf(mapping, index)) || LEAVE_OUT;
  };
  const choose = (index: number, value: string): void =>
    onChange(
      value.startsWith(SUPPRESSION)
        ? withSuppression(mapping, index, value.slice(SUPPRESSION.length))
        : withTarget(mapping, index, value === LEAVE_OUT ? null : readTarget(value)),
    );
  return (
    <section aria-label={t("import.columns")}>
      <h2 className="section-title">{t("import.whatBecomes")}</h2>
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
                onChange={(next) => next && choose(column.index, next)}
                nothingFoundMessage={t("import.noSuchField")}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
