/** A sheet at the side with a form in it: closed without saving, it keeps what was typed for when it is opened again. */
import { Button, Drawer, Group, Text, type DrawerProps } from "@mantine/core";
import { Fragment, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "#ui/toast.tsx";
import { useMeta } from "../api/meta.ts";
import { DraftProvider, draftOf } from "./drafts.ts";

interface DraftSheetProps {
  /** What is made or changed in it, within the workspace: `create company`. */
  id: string;
  title: ReactNode;
  size?: DrawerProps["size"];
  onClose: () => void;
  /** Opens it again from the message that says that the draft is kept. */
  onReopen?: (() => void) | undefined;
  /** `end` closes the sheet for good: saved, or thrown away by intent. */
  children: (end: () => void) => ReactNode;
}

export function DraftSheet({ id, title, size, onClose, onReopen, children }: DraftSheetProps) {
  const { t } = useTranslation();
  const { workspace, me } = useMeta();
  const [draft] = useState(() => draftOf(`${workspace.slug} ${me.id} ${id}`));
  const [found, setFound] = useState(draft.size > 0);
  const [round, setRound] = useState(0);
  const leave = () => {
    if (draft.size > 0)
      toast.done(t("frame.draftKept"), onReopen ? [{ label: t("frame.openAgain"), act: onReopen }] : []);
    onClose();
  };
  const end = () => {
    draft.clear();
    onClose();
  };
  const afresh = () => {
    draft.clear();
    setFound(false);
    setRound(round + 1);
  };
  return (
    <Drawer
      opened
      position="right"
      {...(size === undefined ? {} : { size })}
      onClose={leave}
      closeOnClickOutside={false}
      title={title}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <DraftProvider value={draft}>
        {found && (
          <Group justify="space-between" gap="xs" mb="md" role="status">
            <Text size="sm" c="dimmed">
              {t("frame.draftFound")}
            </Text>
            <Button size="compact-sm" variant="default" onClick={afresh}>
              {t("frame.startAfresh")}
            </Button>
          </Group>
        )}
        <Fragment key={round}>{children(end)}</Fragment>
      </DraftProvider>
    </Drawer>
  );
}
