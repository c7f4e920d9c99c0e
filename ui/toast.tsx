/** Short messages at the edge of the screen; something done may offer to take it back. */
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

export interface ToastAction {
  label: string;
  act: () => void | Promise<void>;
}

/** With something to do it stays until it can be read and reached. */
const PLAIN_MS = 4000;
const ACTING_MS = 30_000;
const PROBLEM_MS = 9000;

let made = 0;

/** Of a message, by which it can be changed. Browsers make random ids only on https and on this machine. */
export const noteId = (): string => `note ${(made += 1)}`;

function show(message: ReactNode, color: string, autoClose: number, actions: readonly ToastAction[] = []): string {
  const id = noteId();
  notifications.show({
    id,
    color,
    autoClose,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        {actions.length > 0 && (
          <Group gap={6} wrap="nowrap">
            {actions.map(({ label, act }) => (
              <Button
                key={label}
                size="compact-sm"
                variant="light"
                onClick={() => {
                  notifications.hide(id);
                  void act();
                }}
              >
                {label}
              </Button>
            ))}
          </Group>
        )}
      </Group>
    ),
  });
  return id;
}

/** Each gives the message's id, by which it can be hidden. */
export const toast = {
  done: (message: ReactNode, actions: readonly ToastAction[] = [], ms = actions.length > 0 ? ACTING_MS : PLAIN_MS) =>
    show(message, "accent", ms, actions),
  problem: (message: ReactNode) => void show(message, "red", PROBLEM_MS),
  hide: (id: string) => void notifications.hide(id),
};
