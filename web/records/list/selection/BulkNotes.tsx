/** What is told at the edge of the screen of work on many records: how far it is, and what came of it. */
import { Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
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

interface KeptRecord {
  id: string;
  title: string | null;
  why: string;
  /** The way to it: messages stand outside of the router. */
  to?: { href: string; open: () => void };
}

interface EndedProps {
  text: string;
  /** Something was not done: it is said loudly. */
  refused?: boolean | undefined;
  /** What was left as it is, and why. */
  kept?: { said: string; each: KeptRecord[] } | undefined;
  /** To the records that were left. */
  onSee?: (() => void) | undefined;
  onUndo?: (() => void) | undefined;
}

/** Reasons told at once; records named for each. */
const REASONS = 4;
const NAMED = 20;
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
  const Ended = ({ text, refused = false, kept, onSee, onUndo }: EndedProps) => (
    <Stack gap={6}>
      <Text size="sm" {...(refused ? { fw: 600, c: "var(--bad)" } : {})}>
        {text}
      </Text>
      {kept && (
        <div style={{ fontSize: "0.8125rem" }}>
          {kept.said}
          <Reasons each={kept.each} />
        </div>
      )}
      {(onSee ?? onUndo) && (
        <Group gap={6} justify="flex-end">
          {onSee && (
            <Button size="compact-sm" variant="light" color={refused ? "red" : "accent"} onClick={onSee}>
              {t("bulk.see")}
            </Button>
          )}
          {onUndo && (
            <Button size="compact-sm" variant="light" onClick={onUndo}>
              {t("records.undo")}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
  /** Each reason once, the most frequent first, with the records that it holds for. */
  const Reasons = ({ each }: { each: KeptRecord[] }) => {
    const reasons = [...Map.groupBy(each, ({ why }) => why)].toSorted((a, b) => b[1].length - a[1].length);
    return (
      <ul style={{ margin: "0.25rem 0 0", paddingInlineStart: "1.1rem", maxBlockSize: "10rem", overflowY: "auto" }}>
        {reasons.slice(0, REASONS).map(([why, own]) => (
          <li key={why}>
            {own.length <= FEW ? (
              <>
                {names(own)}: {why}
              </>
            ) : (
              <details>
                <summary style={{ cursor: "pointer" }}>
                  {why} ({format.number(own.length)})
                </summary>
                {names(own.slice(0, NAMED))}
                {own.length > NAMED && " …"}
              </details>
            )}
          </li>
        ))}
        {reasons.length > REASONS && <li>…</li>}
      </ul>
    );
  };
  const names = (own: readonly KeptRecord[]) =>
    own.map(({ id, title, to }, place) => (
      <span key={id}>
        {place > 0 && ", "}
        {to ? (
          <Anchor
            inherit
            href={to.href}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              to.open();
            }}
          >
            <OwnText>{title ?? "—"}</OwnText>
          </Anchor>
        ) : (
          <OwnText>{title ?? "—"}</OwnText>
        )}
      </span>
    ));
  return { Running, Ended };
}
