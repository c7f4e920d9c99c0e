/** What is told at the edge of the screen of work on many records: how far it is, and what came of it. */
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useMemo } from "react";
import { useFormat, type Format } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";

interface RunningProps {
  done: number;
  total: { value: number; exact: boolean };
  onCancel?: (() => void) | undefined;
}

interface EndedProps {
  text: string;
  /** What was left as it is, and why. */
  kept?: { said: string; each: { id: string; title: string | null; why: string }[] } | undefined;
  onUndo?: (() => void) | undefined;
}

const SHOWN = 20;
/** As many are read at a glance. */
const FEW = 3;

/** Messages stand outside of the page's providers, so they are made with the words and numbers of whoever starts them. */
export function useBulkNotes() {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => bulkNotes(t, format), [t, format]);
}

export function bulkNotes(t: TFunction, format: Format) {
  const Running = ({ done, total, onCancel }: RunningProps) => (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" className="tabular">
          {t("bulk.running", {
            done: format.number(done),
            total: `${format.number(total.value)}${total.exact ? "" : "+"}`,
          })}
        </Text>
        {onCancel && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onCancel}>
            {t("records.cancel")}
          </Button>
        )}
      </Group>
      <Progress
        size="xs"
        aria-label={t("bulk.progress")}
        value={total.value > 0 ? Math.min(100, (100 * done) / total.value) : 0}
      />
    </Stack>
  );
  const Ended = ({ text, kept, onUndo }: EndedProps) => (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{text}</Text>
        {onUndo && (
          <Button size="compact-sm" variant="light" onClick={onUndo}>
            {t("records.undo")}
          </Button>
        )}
      </Group>
      {kept && (
        <details open={kept.each.length <= FEW} style={{ fontSize: "0.8125rem" }}>
          <summary style={{ cursor: "pointer" }}>{kept.said}</summary>
          <ul
            style={{
              margin: "0.25rem 0 0",
              paddingInlineStart: "1.1rem",
              fontSize: "0.75rem",
              maxBlockSize: "10rem",
              overflowY: "auto",
            }}
          >
            {kept.each.slice(0, SHOWN).map((one) => (
              <li key={one.id}>
                <OwnText>{one.title ?? "—"}</OwnText>: {one.why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
  return { Running, Ended };
}
