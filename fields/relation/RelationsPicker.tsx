/** Finds and chooses several records; the chosen ones stand as pills. */
import { Combobox, Pill, PillsInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { OwnText } from "#ui/own-text.tsx";
import { useLookup, type Found } from "../lookup.ts";

interface RelationsPickerProps {
  object: string;
  value: Found[];
  onChange: (found: Found[]) => void;
  label: string;
  compact?: boolean | undefined;
  error?: string | undefined;
  autoFocus?: boolean | undefined;
  inside?: boolean;
}

export function RelationsPicker({
  object,
  value,
  onChange,
  label,
  compact,
  error,
  autoFocus,
  inside,
}: RelationsPickerProps) {
  const { t } = useTranslation();
  const lookup = useLookup();
  const listId = useId();
  const combobox = useCombobox();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, 120);
  const found = useQuery({
    queryKey: ["lookup", object, q],
    queryFn: ({ signal }) => lookup.search(object, q, signal),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  });
  const open = found.data?.filter((one) => !value.some((chosen) => chosen.id === one.id)) ?? [];
  const canCreate =
    typed.trim() !== "" &&
    lookup.create !== undefined &&
    lookup.canCreate(object) &&
    !open.some((one) => one.title === typed.trim());
  const choose = async (chosen: string) => {
    const record = chosen === "+" ? await lookup.create!(object, typed.trim()) : open.find((one) => one.id === chosen);
    if (record) onChange([...value, record]);
    setTyped("");
  };
  return (
    <Combobox store={combobox} withinPortal={!inside} onOptionSubmit={(chosen) => void choose(chosen)}>
      <Combobox.DropdownTarget>
        <PillsInput {...(compact ? {} : { label })} error={error ?? false} onClick={() => combobox.openDropdown()}>
          <Pill.Group>
            {value.map((one) => (
              <Pill
                key={one.id}
                withRemoveButton
                removeButtonProps={{ "aria-label": t("value.remove") }}
                onRemove={() => onChange(value.filter((other) => other.id !== one.id))}
              >
                <OwnText>{one.title}</OwnText>
              </Pill>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                role="combobox"
                aria-label={label}
                dir="auto"
                autoFocus={autoFocus}
                value={typed}
                onFocus={() => !(compact && error) && combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setTyped(event.currentTarget.value);
                  combobox.openDropdown();
                  combobox.updateSelectedOptionIndex();
                }}
                onKeyDown={(event) => {
                  if (event.key === "Backspace" && typed === "") onChange(value.slice(0, -1));
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Options id={listId} aria-label={label} mah={240} style={{ overflowY: "auto" }}>
          {open.map((one) => (
            <Combobox.Option key={one.id} value={one.id}>
              <OwnText>{one.title}</OwnText>
            </Combobox.Option>
          ))}
          {canCreate && (
            <Combobox.Option value="+">
              <IconPlus size={13} aria-hidden /> {t("value.createNamed", { name: typed.trim() })}
            </Combobox.Option>
          )}
          {open.length === 0 && !canCreate && <Combobox.Empty>{t("value.nothingFound")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
