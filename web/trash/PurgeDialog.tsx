/** Nothing brings it back, so the word is typed first. */
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "#web/language/language.ts";

interface PurgeDialogProps {
  count: number;
  /** Null closes it. */
  title: string | null;
  busy: boolean;
  /** What goes, where it is not records with their lines. */
  children?: ReactNode;
  /** Something stands in the way: it can be read, not done. */
  blocked?: boolean;
  onClose: () => void;
  onPurge: () => void;
}

export function PurgeDialog({ count, title, busy, children, blocked = false, onClose, onPurge }: PurgeDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const word = t("trash.word");
  const close = () => {
    setTyped("");
    onClose();
  };
  return (
    <Modal
      opened={title !== null}
      onClose={close}
      title={t("trash.purgeTitle")}
      closeButtonProps={{ "aria-label": t("frame.close") }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== word || blocked) return;
          setTyped("");
          onPurge();
        }}
      >
        <Stack>
          {children ?? <Text size="sm">{t("trash.purgeWhat", { count, what: title ?? "" })}</Text>}
          {!blocked && (
            <TextInput
              data-autofocus
              label={t("trash.purgeType", { word })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("trash.keep")}
            </Button>
            {!blocked && (
              <Button type="submit" color="red" disabled={typed.trim() !== word} loading={busy}>
                {t("trash.purge")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
