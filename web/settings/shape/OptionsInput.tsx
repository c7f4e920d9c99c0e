/** The options of a choice: one a line, in order; those that stand already keep their value when the word changes. */
import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";
import { optionValue } from "./option-value.ts";
import { OptionRemoval } from "./OptionRemoval.tsx";
import type { Labels } from "./shape.queries.ts";

export interface Option {
  value: string;
  label?: Labels;
  color?: string;
  /** Not saved yet: its value follows its word. */
  fresh?: boolean;
}

export function OptionsInput({
  value,
  of,
  error,
  onChange,
}: {
  value: Option[];
  /** The field whose records may have them; none of one that is not there yet. */
  of?: { object: string; field: { name: string; type: string } } | undefined;
  error?: string | undefined;
  onChange(next: Option[]): void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const [adding, setAdding] = useState(false);
  const [going, setGoing] = useState<Option>();
  const remove = useCallback(
    (option: Option): void => {
      setGoing(undefined);
      onChange(value.filter((each) => each !== option));
    },
    [onChange, value],
  );
  const add = (): void => {
    setAdding(true);
    onChange([...value, { value: "", label: {}, fresh: true }]);
  };
  const word = (option: Option): string =>
    option.label?.[language] ?? option.label?.["en"] ?? Object.values(option.label ?? {})[0] ?? option.value;
  const change = (at: number, text: string): void =>
    onChange(
      value.map((option, index) =>
        index === at
          ? {
              ...option,
              label: { ...option.label, [language]: text },
              ...(option.fresh ? { value: optionValue(text, taken(at, text)) } : {}),
            }
          : option,
      ),
    );
  /** Values that another word has; the same word twice is refused. */
  const taken = (at: number, text: string): string[] =>
    value.flatMap((option, index) => (index === at || word(option) === text ? [] : [option.value]));
  const move = (at: number, to: number): void => {
    const next = [...value];
    const [moved] = next.splice(at, 1);
    next.splice(to, 0, moved!);
    onChange(next);
  };
  return (
    <Input.Wrapper label={t("shape.options")} required labelElement="div" error={error}>
      <Stack gap={6} mt={4}>
        {value.map((option, index) => (
          <Group key={index} gap={4} wrap="nowrap">
            <TextInput
              size="xs"
              style={{ flex: 1 }}
              dir="auto"
              maxLength={100}
              aria-label={say("shape.optionAt", { number: index + 1 })}
              value={option.fresh ? (option.label?.[language] ?? "") : word(option)}
              autoFocus={adding && index === value.length - 1}
              onChange={(event) => change(index, event.currentTarget.value)}
              onKeyDown={(event) => {
                // The form would be sent with half of the options.
                if (event.key !== "Enter") return;
                event.preventDefault();
                if (index === value.length - 1 && event.currentTarget.value.trim() !== "") add();
              }}
            />
            <ActionIcon
              disabled={index === 0}
              aria-label={say("shape.optionUp", { name: word(option) })}
              onClick={() => move(index, index - 1)}
            >
              <IconArrowUp size={15} />
            </ActionIcon>
            <ActionIcon
              disabled={index === value.length - 1}
              aria-label={say("shape.optionDown", { name: word(option) })}
              onClick={() => move(index, index + 1)}
            >
              <IconArrowDown size={15} />
            </ActionIcon>
            <ActionIcon
              aria-label={say("shape.optionRemove", { name: word(option) })}
              onClick={() => (of && !option.fresh ? setGoing(option) : remove(option))}
            >
              <IconX size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: "flex-start" }}
          onClick={add}
        >
          {t("shape.addOption")}
        </Button>
      </Stack>
      {of && going && (
        <OptionRemoval
          {...of}
          option={{ value: going.value, word: word(going) }}
          others={value
            .filter((each) => each !== going && !each.fresh)
            .map((each) => ({ value: each.value, label: word(each) }))}
          onRemove={() => remove(going)}
          onClose={() => setGoing(undefined)}
        />
      )}
    </Input.Wrapper>
  );
}
