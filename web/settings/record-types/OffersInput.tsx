/** Which options of a choice are offered: all of them, until one is taken away. */
import { Checkbox, Group, Input, UnstyledButton } from "@mantine/core";
import { optionValues } from "#model/option-values.ts";
import { OwnText } from "#ui/own-text.tsx";
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";
import "./types.css";

interface OffersInputProps {
  object: MetaObject;
  field: MetaField;
  /** The field's own where nothing is said. */
  label?: string;
  /** All where nothing is said. */
  value: string[] | undefined;
  error?: string | undefined;
  onChange: (options: string[]) => void;
}

export function OffersInput({ object, field, label, value, error, onChange }: OffersInputProps) {
  const { t } = useTranslation();
  const words = useWords();
  const options = optionValues(field);
  const offered = value ?? options;
  const all = options.every((option) => offered.includes(option));
  return (
    <fieldset className="type-offers">
      <legend>
        <OwnText>{label ?? words.field(object.name, field)}</OwnText>
      </legend>
      <Group gap="sm">
        {options.map((option) => (
          <Checkbox
            key={option}
            size="sm"
            label={<OwnText>{words.option(object.name, field.name, option)}</OwnText>}
            checked={offered.includes(option)}
            onChange={(event) =>
              onChange(
                options.filter((each) => (each === option ? event.currentTarget.checked : offered.includes(each))),
              )
            }
          />
        ))}
      </Group>
      <UnstyledButton className="quiet-link" onClick={() => onChange(all ? [] : options)}>
        {t(all ? "types.noOptions" : "types.allOptions")}
      </UnstyledButton>
      {error && <Input.Error>{error}</Input.Error>}
    </fieldset>
  );
}
