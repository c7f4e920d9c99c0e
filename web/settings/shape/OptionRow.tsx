/** One option of a choice: its colour, its word, its place, and its words in the other languages where these are unfolded. */
import { ActionIcon, Group, Popover, SimpleGrid, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCircleDashed, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Dot } from "#ui/Label.tsx";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { Colours } from "../record-types/ColourPick.tsx";
import type { Labels } from "./shape.queries.ts";

export interface Option {
  value: string;
  label?: Labels;
  color?: string;
  /** Not saved yet: its value follows its word. */
  fresh?: boolean;
}

/** The word of an option as whoever edits it reads it. */
export const wordOf = (option: Option, language: string): string =>
  option.label?.[language] ?? option.label?.["en"] ?? Object.values(option.label ?? {})[0] ?? option.value;

interface OptionRowProps {
  option: Option;
  index: number;
  last: boolean;
  autoFocus: boolean;
  unfolded: boolean;
  onWord: (word: string) => void;
  onChange: (option: Option) => void;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
  onNext: () => void;
}

export function OptionRow(props: OptionRowProps) {
  const { option, index, last, autoFocus, unfolded, onWord, onChange, onMove, onRemove, onNext } = props;
  const say = useSay();
  const { language } = useLanguage();
  const word = wordOf(option, language);
  const place = say("shape.optionAt", { number: index + 1 });
  const name = word === "" ? place : word;
  /** A word in another language leaves the one that is read here as it is. */
  const translate = (each: string, text: string): void => {
    const { [each]: _former, ...rest } = { [language]: word, ...option.label };
    onChange({ ...option, label: text === "" ? rest : { ...rest, [each]: text } });
  };
  return (
    <div>
      <Group gap={4} wrap="nowrap">
        <ColourButton option={option} name={name} onChange={onChange} />
        <TextInput
          size="xs"
          style={{ flex: 1 }}
          dir="auto"
          maxLength={100}
          aria-label={place}
          value={option.fresh ? (option.label?.[language] ?? "") : word}
          autoFocus={autoFocus}
          onChange={(event) => onWord(event.currentTarget.value)}
          onKeyDown={(event) => {
            // The form would be sent with half of the options.
            if (event.key !== "Enter") return;
            event.preventDefault();
            if (last && event.currentTarget.value.trim() !== "") onNext();
          }}
        />
        <ActionIcon disabled={index === 0} aria-label={say("shape.optionUp", { name })} onClick={() => onMove(-1)}>
          <IconArrowUp size={15} />
        </ActionIcon>
        <ActionIcon disabled={last} aria-label={say("shape.optionDown", { name })} onClick={() => onMove(1)}>
          <IconArrowDown size={15} />
        </ActionIcon>
        <ActionIcon aria-label={say("shape.optionRemove", { name })} onClick={onRemove}>
          <IconX size={15} />
        </ActionIcon>
      </Group>
      {unfolded && (
        <SimpleGrid cols={2} spacing={4} mt={4} mb={6} className="option-languages">
          {LANGUAGES.filter((each) => each !== language).map((each) => (
            <TextInput
              key={each}
              size="xs"
              lang={each}
              dir="auto"
              maxLength={100}
              aria-label={`${place} · ${LANGUAGE_NAMES[each]}`}
              placeholder={LANGUAGE_NAMES[each]}
              value={option.label?.[each] ?? ""}
              onChange={(event) => translate(each, event.currentTarget.value)}
            />
          ))}
        </SimpleGrid>
      )}
    </div>
  );
}

function ColourButton({ option, name, onChange }: Pick<OptionRowProps, "option" | "onChange"> & { name: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const label = say("shape.optionColour", { name });
  const paint = (colour: string | null, done: boolean): void => {
    const { color: _former, ...rest } = option;
    onChange(colour === null ? rest : { ...rest, color: colour });
    if (done) setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus withinPortal={false} position="bottom-start">
      <Popover.Target>
        <ActionIcon aria-label={label} title={label} onClick={() => setOpen(!open)}>
          {option.color ? (
            <span className="option-colour">
              <Dot color={option.color} />
            </span>
          ) : (
            <IconCircleDashed size={15} aria-hidden />
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Colours label={label} value={option.color ?? null} none={say("shape.noColour", {})} onChange={paint} />
      </Popover.Dropdown>
    </Popover>
  );
}
