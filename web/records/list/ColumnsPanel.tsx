/** Picks which columns a list shows, and their order. */
import { ActionIcon, Button, Checkbox, Group, ScrollArea, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MetaObject } from "../../api/meta.ts";
import { useWords } from "../words.ts";
import type { ColumnState } from "./list-state.ts";

export interface ColumnsPanelProps {
  object: MetaObject;
  columns: ColumnState;
}

export function ColumnsPanel({ object, columns }: ColumnsPanelProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [wanted, setWanted] = useState("");
  const names = columns.fields.map((field) => field.name);
  const others = object.fields
    .filter((field) => !names.includes(field.name))
    .filter((field) => words.field(object.name, field).toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
  const move = (place: number, step: number) => {
    const next = [...names];
    const [name] = next.splice(place, 1);
    next.splice(place + step, 0, name!);
    columns.setNames(next);
  };
  return (
    <Stack gap="xs">
      <TextInput
        aria-label={t("list.findColumn")}
        placeholder={t("list.findColumn")}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        data-autofocus
      />
      <ScrollArea.Autosize mah={360} type="auto">
        <Stack gap={2}>
          {wanted === "" &&
            columns.fields.map((field, place) => (
              <Group key={field.name} justify="space-between" wrap="nowrap" gap={4}>
                <Checkbox
                  size="xs"
                  py={4}
                  label={words.field(object.name, field)}
                  checked
                  disabled={names.length === 1}
                  onChange={() => columns.setNames(names.filter((name) => name !== field.name))}
                />
                <Group gap={0} wrap="nowrap">
                  <ActionIcon
                    size={24}
                    disabled={place === 0}
                    aria-label={t("list.moveBefore", { column: words.field(object.name, field) })}
                    onClick={() => move(place, -1)}
                  >
                    <IconArrowUp size={13} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    size={24}
                    disabled={place === names.length - 1}
                    aria-label={t("list.moveAfter", { column: words.field(object.name, field) })}
                    onClick={() => move(place, 1)}
                  >
                    <IconArrowDown size={13} aria-hidden />
                  </ActionIcon>
                </Group>
              </Group>
            ))}
          {others.length > 0 && (
            <Text size="xs" c="dimmed" mt={6}>
              {t("list.moreColumns")}
            </Text>
          )}
          {others.map((field) => (
            <Checkbox
              key={field.name}
              size="xs"
              py={4}
              label={words.field(object.name, field)}
              checked={false}
              onChange={() => columns.setNames([...names, field.name])}
            />
          ))}
        </Stack>
      </ScrollArea.Autosize>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={columns.reset}>
        {t("list.resetColumns")}
      </Button>
    </Stack>
  );
}
