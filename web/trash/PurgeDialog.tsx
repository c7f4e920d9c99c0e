/** Nothing brings it back, so the word is typed first. */
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "#web/language/language.ts";

interface PurgeDialogProps {
  count: number;
  /** Null closes it. */
  title: string | null;
  busy: boolean;
  onClose: () => void;
  onPurge: () => void;
}

export function PurgeDialog({ count, title, busy, onClose, onPurge }: PurgeDialogProps) {
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
          if (typed.trim() !== word) return;
          setTyped("");
          onPurge();
        }}
      >
        <Stack>
          <Text size="sm">{t("trash.purgeWhat", { count, what: title ?? "" })}</Text>
          <TextInput
            data-autofocus
            label={t("trash.purgeType", { word })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("trash.keep")}
            </Button>
            <Button type="submit" color="red" disabled={typed.trim() !== word} loading={busy}>
              {t("trash.purge")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
