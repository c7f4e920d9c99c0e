/** A word in the reader's language, and in the two others for who wants to say them too. */
import { Collapse, SimpleGrid, Stack, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useTranslation } from "#web/language/language.ts";
import type { Labels } from "./shape.queries.ts";
import "./shape.css";

interface LabelInputsProps {
  label: string;
  value: Labels;
  error?: string | undefined;
  autoFocus?: boolean;
  optional?: boolean;
  /** The other languages stand open from the start, beside each other. */
  unfolded?: boolean;
  placeholder?: string;
  maxLength?: number;
  onChange: (value: Labels) => void;
}

export function LabelInputs(props: LabelInputsProps) {
  const {
    label,
    value,
    error,
    autoFocus = false,
    optional = false,
    unfolded = false,
    maxLength = 80,
    placeholder,
    onChange,
  } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const others = LANGUAGES.filter((each) => each !== language);
  const [open, setOpen] = useState(others.some((each) => value[each]));
  const set = (each: string, word: string): void => {
    const { [each]: _former, ...rest } = value;
    onChange(word === "" ? rest : { ...rest, [each]: word });
  };
  return (
    <Stack gap="xs">
      <TextInput
        label={label}
        required={!optional}
        {...(placeholder === undefined ? {} : { placeholder })}
        dir="auto"
        maxLength={maxLength}
        value={value[language] ?? ""}
        error={error}
        {...(autoFocus ? { "data-autofocus": true } : {})}
        onChange={(event) => set(language, event.currentTarget.value)}
      />
      {!unfolded && (
        <UnstyledButton className="quiet-link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("shape.otherLanguages")}
        </UnstyledButton>
      )}
      <Collapse expanded={open || unfolded}>
        <SimpleGrid cols={unfolded ? 2 : 1} spacing="sm" verticalSpacing="xs">
          {others.map((each) => (
            <TextInput
              key={each}
              label={`${label} · ${LANGUAGE_NAMES[each]}`}
              lang={each}
              dir="auto"
              maxLength={maxLength}
              value={value[each] ?? ""}
              onChange={(event) => set(each, event.currentTarget.value)}
            />
          ))}
        </SimpleGrid>
      </Collapse>
    </Stack>
  );
}
