/** What a field holds: the kinds by what people mean, each with a line that says what it is for. */
import { Select, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "#web/language/language.ts";
import { KIND_GROUPS } from "./kinds.ts";

interface KindSelectProps {
  /** Those that are offered. */
  kinds: readonly string[];
  value: string;
  error: ReactNode;
  onChange(kind: string): void;
}

/** Those of `kinds` in their groups, for a select. */
export function useKindChoices(kinds: readonly string[]) {
  const { t } = useTranslation();
  return KIND_GROUPS.map((group) => ({
    group: t(`shape.group.${group.name}`),
    items: group.kinds
      .filter((kind) => kinds.includes(kind))
      .map((kind) => ({ value: kind, label: t(`fieldType.${kind}`) })),
  })).filter(({ items }) => items.length > 0);
}

export function KindSelect({ kinds, value, error, onChange }: KindSelectProps) {
  const { t, i18n } = useTranslation();
  const about = (kind: string): string | undefined =>
    i18n.exists(`shape.for.${kind}`) ? t(`shape.for.${kind}`) : undefined;
  return (
    <Select
      label={t("shape.kind")}
      description={about(value)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={useKindChoices(kinds)}
      // What it is for is read out with the chosen one; the list is heard by its names.
      renderOption={({ option }) => (
        <span>
          {option.label}
          <Text size="xs" c="dimmed" aria-hidden>
            {about(option.value)}
          </Text>
        </span>
      )}
      maxDropdownHeight="20rem"
      value={value}
      searchable
      allowDeselect={false}
      error={error}
      onChange={(kind) => kind && onChange(kind)}
    />
  );
}
