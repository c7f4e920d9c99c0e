/** Several short values one under the other (e-mails, phones), the first being the main one. */
import { ActionIcon, Button, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";

interface ValuesEditorProps {
  values: string[];
  onChange: (values: string[]) => void;
  label: string;
  compact?: boolean | undefined;
  error?: string | undefined;
  autoFocus?: boolean | undefined;
  type: "email" | "tel";
  words: { add: string; remove: string };
}

export function ValuesEditor({ values, onChange, label, compact, error, autoFocus, type, words }: ValuesEditorProps) {
  const shown = values.length ? values : [""];
  const change = (place: number, value: string) => onChange(shown.map((old, at) => (at === place ? value : old)));
  const lines = (
    <Stack gap={4}>
      {shown.map((value, place) => (
        <TextInput
          key={place}
          aria-label={place === 0 ? label : `${label} ${place + 1}`}
          dir="ltr"
          type={type}
          value={value}
          autoFocus={place === 0 && autoFocus}
          error={place === 0 && error ? true : undefined}
          onChange={(event) => change(place, event.currentTarget.value)}
          rightSection={
            shown.length > 1 && (
              <ActionIcon
                size="sm"
                aria-label={words.remove}
                onClick={() => onChange(shown.filter((_, at) => at !== place))}
              >
                <IconX size={14} />
              </ActionIcon>
            )
          }
        />
      ))}
      {compact && error && <Input.Error role="alert">{error}</Input.Error>}
      {shown[shown.length - 1] !== "" && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={12} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => onChange([...shown, ""])}
        >
          {words.add}
        </Button>
      )}
    </Stack>
  );
  if (compact) return lines;
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      {lines}
    </Input.Wrapper>
  );
}
