/** The options of a choice: one a line, in order; those that stand already keep their value when the word changes. */
import { Button, Group, Input, Stack, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useLanguage, useTranslation } from "#web/language/language.ts";
import { optionValue } from "./option-value.ts";
import { OptionRemoval } from "./OptionRemoval.tsx";
import { OptionRow, wordOf, type Option } from "./OptionRow.tsx";

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
  const { language } = useLanguage();
  const [adding, setAdding] = useState(false);
  const isTold = ({ label }: Option): boolean => Object.keys(label ?? {}).some((each) => each !== language);
  const [unfolded, setUnfolded] = useState(() => value.some(isTold));
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
  const word = (option: Option): string => wordOf(option, language);
  const put = (at: number, next: Option): void => onChange(value.with(at, next));
  const change = (at: number, text: string): void =>
    put(at, {
      ...value[at]!,
      label: { ...value[at]!.label, [language]: text },
      ...(value[at]!.fresh ? { value: optionValue(text, taken(at, text)) } : {}),
    });
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
          <OptionRow
            key={index}
            option={option}
            index={index}
            last={index === value.length - 1}
            autoFocus={adding && index === value.length - 1}
            unfolded={unfolded}
            onWord={(text) => change(index, text)}
            onChange={(next) => put(index, next)}
            onMove={(step) => move(index, index + step)}
            onRemove={() => (of && !option.fresh ? setGoing(option) : remove(option))}
            onNext={add}
          />
        ))}
        <Group justify="space-between">
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add}>
            {t("shape.addOption")}
          </Button>
          {value.length > 0 && (
            <UnstyledButton
              className="quiet-link"
              style={{ alignSelf: "center" }}
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
            >
              {t("shape.otherLanguages")}
            </UnstyledButton>
          )}
        </Group>
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
