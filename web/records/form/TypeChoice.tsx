/** Of which type a new record shall be, asked first; what it begins with stands chosen already. */
import { Chip, Group, Input, Select } from "@mantine/core";
import { useId } from "react";
import { OwnText } from "#ui/own-text.tsx";
import type { MetaField, MetaObject } from "../../api/meta.ts";
import { useWords } from "../words.ts";

/** More are chosen from a list. */
const FEW = 6;

export interface TypeChoiceProps {
  object: MetaObject;
  field: MetaField;
  /** Names of the types that the person may make. */
  open: string[];
  value: string | null;
  error?: string | undefined;
  onChange: (type: string) => void;
}

export function TypeChoice({ object, field, open, value, error, onChange }: TypeChoiceProps) {
  const words = useWords();
  const id = useId();
  const label = words.field(object.name, field);
  const word = (type: string): string => words.option(object.name, field.name, type);
  if (open.length > FEW)
    return (
      <Select
        label={label}
        data={open.map((type) => ({ value: type, label: word(type) }))}
        value={value}
        error={error}
        allowDeselect={false}
        searchable
        onChange={(type) => type !== null && onChange(type)}
      />
    );
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }} error={error}>
      <Chip.Group value={value} onChange={onChange}>
        <Group gap="xs" mt={4} role="radiogroup" aria-labelledby={id}>
          {open.map((type) => (
            <Chip key={type} value={type} size="sm" variant="light">
              <OwnText>{word(type)}</OwnText>
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
