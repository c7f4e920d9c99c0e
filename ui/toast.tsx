/** Short messages at the edge of the screen; something done may offer to take it back. */
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

interface Undo {
  label: string;
  act: () => void | Promise<void>;
}

function show(message: ReactNode, color: string, undo?: Undo, autoClose = 6000): void {
  const id = crypto.randomUUID();
  const take = async () => {
    notifications.hide(id);
    await undo?.act();
  };
  notifications.show({
    id,
    color,
    autoClose,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        {undo && (
          <Button size="compact-sm" variant="light" onClick={() => void take()}>
            {undo.label}
          </Button>
        )}
      </Group>
    ),
  });
}

export const toast = {
  done: (message: ReactNode, undo?: Undo) => show(message, "accent", undo, undo ? 30_000 : 4000),
  problem: (message: ReactNode) => show(message, "red", undefined, 9000),
};
