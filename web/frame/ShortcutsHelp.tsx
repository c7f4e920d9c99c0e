/** All keyboard shortcuts on one sheet. */
import { Group, Modal, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isMac, Kbd } from "#ui/Kbd.tsx";

const mod = isMac ? "⌘" : "Ctrl";

const SHORTCUTS: Record<string, [string, string[]][]> = {
  everywhere: [
    ["palette", [mod, "K"]],
    ["new", ["C"]],
    ["undo", [mod, "Z"]],
    ["help", ["?"]],
    ["close", ["Esc"]],
  ],
  list: [
    ["move", ["J", "K", "↑", "↓"]],
    ["cells", ["←", "→"]],
    ["open", ["Enter"]],
    ["edit", ["E"]],
    ["select", ["X"]],
    ["columnMenu", ["M"]],
    ["search", ["/"]],
    ["filter", ["F"]],
    ["top", ["Home"]],
    ["end", ["End"]],
  ],
  board: [
    ["card", ["J", "K", "←", "→"]],
    ["moveCard", ["Shift", "← →"]],
  ],
  calendar: [
    ["days", ["←", "→", "↑", "↓"]],
    ["intoDay", ["Enter"]],
    ["moveDay", ["Shift", "← → ↑ ↓"]],
    ["pages", ["Page ↑", "Page ↓"]],
    ["today", ["T"]],
  ],
  sidebar: [["movePin", ["Shift", "↑ ↓"]]],
  record: [
    ["neighbours", ["J", "K"]],
    ["note", ["N"]],
    ["save", [mod, "Enter"]],
  ],
};

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("frame.help")}
      size="lg"
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {Object.entries(SHORTCUTS).map(([place, keys]) => (
          <Stack key={place} gap={6}>
            <Title order={3}>{t(`frame.keys.${place}`)}</Title>
            {keys.map(([what, combination]) => (
              <Group key={what} justify="space-between" wrap="nowrap">
                <Text size="sm">{t(`frame.keys.${what}`)}</Text>
                <Kbd keys={combination} />
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  );
}
