/** What can be done with a pinned view where it stands, as the entries of a menu. */
import { Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPinnedOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Pin } from "#model/view-parts.ts";
import { movePin, unpin } from "./pinning.ts";
import { usePins } from "./pins.queries.ts";
import { usePinning } from "./use-pinning.ts";

const look = { size: 15, "aria-hidden": true } as const;

export function PinItems({ pin }: { pin: Pin }) {
  const { t } = useTranslation();
  const pins = usePins();
  const pinning = usePinning();
  const place = pins.findIndex(({ id }) => id === pin.id);
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowUp {...look} />}
        disabled={place <= 0}
        onClick={() => void movePin(pinning, pin.id, place - 1)}
      >
        {t("pins.up")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowDown {...look} />}
        disabled={place === pins.length - 1}
        onClick={() => void movePin(pinning, pin.id, place + 1)}
      >
        {t("pins.down")}
      </Menu.Item>
      <Menu.Item leftSection={<IconPinnedOff {...look} />} onClick={() => void unpin(pinning, pin)}>
        {t("pins.unpin")}
      </Menu.Item>
    </>
  );
}
