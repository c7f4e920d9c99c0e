/** Finds a record by typing and chooses it; makes a new one by its name where that is allowed. */
import { Combobox, InputBase, Loader, Text, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { OwnText } from "#ui/own-text.tsx";
import { useLookup, type Found } from "../lookup.ts";

interface RelationPickerProps {
  object: string;
  value: Found | null;
  onChange: (found: Found | null) => void;
  label: string;
  compact?: boolean | undefined;
  required?: boolean | undefined;
  error?: string | undefined;
  autoFocus?: boolean | undefined;
  placeholder?: string;
  /** Inside a popover the list must stay within it. */
  inside?: boolean;
}

export function RelationPicker({
  object,
  value,
  onChange,
  label,
  compact,
  required,
  error,
  autoFocus,
  placeholder,
  inside,
}: RelationPickerProps) {
  const { t } = useTranslation();
  const lookup = useLookup();
  const listId = useId();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [q] = useDebouncedValue(typed ?? "", 120);
  const found = useQuery({
    queryKey: ["lookup", object, q],
    queryFn: ({ signal }) => lookup.search(object, q, signal),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  });
  const canCreate = q.trim() !== "" && lookup.create !== undefined && lookup.canCreate(object);
  const choose = async (chosen: string) => {
    const record =
      chosen === "+" ? await lookup.create!(object, q.trim()) : found.data?.find((one) => one.id === chosen);
    if (record) onChange(record);
    setTyped(null);
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} withinPortal={!inside} onOptionSubmit={(chosen) => void choose(chosen)}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          {...(compact ? { "aria-label": label } : { label, withAsterisk: required === true })}
          error={error ?? false}
          role="combobox"
          dir="auto"
          autoFocus={autoFocus ?? false}
          data-autofocus={autoFocus || undefined}
          placeholder={placeholder ?? t("value.findRecord")}
          value={typed ?? value?.title ?? ""}
          rightSectionPointerEvents="all"
          rightSection={
            found.isFetching ? (
              <Loader size={14} />
            ) : value && !required ? (
              <Combobox.ClearButton size="xs" aria-label={t("value.clear")} onClear={() => onChange(null)} />
            ) : (
              <Combobox.Chevron />
            )
          }
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          // In a form the list waits until one types, clicks or presses the arrow.
          onFocus={() => compact && !error && combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            setTyped(null);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options id={listId} aria-label={label} mah={260} style={{ overflowY: "auto" }}>
          {found.data?.map((one) => (
            <Combobox.Option key={one.id} value={one.id}>
              <OwnText>{one.title}</OwnText>
              {one.subtitle && (
                <Text span size="xs" c="dimmed" ms={6}>
                  <OwnText>{one.subtitle}</OwnText>
                </Text>
              )}
            </Combobox.Option>
          ))}
          {canCreate && (
            <Combobox.Option value="+">
              <IconPlus size={13} aria-hidden /> {t("value.createNamed", { name: q.trim() })}
            </Combobox.Option>
          )}
          {found.data?.length === 0 && !canCreate && <Combobox.Empty>{t("value.nothingFound")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
