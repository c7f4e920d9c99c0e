/** Asks what an action wants to know, and presses it. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { MetaAction, MetaField } from "../../api/meta.ts";
import { ownWord } from "../../language/own-words.ts";
import { useIssueWords } from "../issues.ts";
import { useUnfinished } from "../form/unfinished.ts";
import { toInput } from "../record-doings.ts";
import { fieldOfInput, wordOf } from "./offered.ts";

const optionWord = (field: MetaField, value: string): string => {
  const options = (field["options"] ?? []) as (string | { value: string; label?: Record<string, string> })[];
  const found = options.find((option) => typeof option !== "string" && option.value === value);
  return (typeof found === "object" && ownWord(found.label)) || value;
};

export interface ActionDialogProps {
  action: MetaAction;
  /** Presses it; what it throws is shown. */
  press: (inputs: JsonObject) => Promise<void>;
  onClose: () => void;
}

export function ActionDialog({ action, press, onClose }: ActionDialogProps) {
  const { t } = useTranslation();
  const issues = useIssueWords();
  const [values, setValues] = useState<JsonObject>({});
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const unfinished = useUnfinished();
  const fields = action.inputs.map(fieldOfInput);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const said = { ...values, ...(await unfinished.settle()) };
      await press(Object.fromEntries(fields.map((field) => [field.name, toInput(field, said[field.name])])));
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const set = (name: string, value: Json): void => setValues({ ...values, [name]: value });
  return (
    <Modal opened onClose={onClose} title={wordOf(action, t)} closeButtonProps={{ "aria-label": t("frame.close") }}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          {fields.map((field, place) => {
            const { Editor } = viewOf(field.type);
            return (
              Editor && (
                <Editor
                  key={field.name}
                  field={field}
                  label={ownWord(field.label as Record<string, string> | undefined) ?? field.name}
                  optionLabel={(option) => optionWord(field, option)}
                  value={values[field.name] ?? null}
                  autoFocus={place === 0}
                  error={issues.at(error, `inputs.${field.name}`)}
                  onUnfinished={unfinished.of(field.name)}
                  onChange={(value) => set(field.name, value)}
                />
              )
            );
          })}
          {error !== undefined && !fields.some((field) => issues.at(error, `inputs.${field.name}`)) && (
            <Text role="alert" size="sm" c="var(--bad)">
              {issues.all(error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("records.cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {wordOf(action, t)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
