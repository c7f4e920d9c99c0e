/** On a phone: the rooms that have no place in the bar. */
import { Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useOpenedAfter } from "#ui/opened-after.ts";
import classes from "./Frame.module.css";
import { Pins } from "./pins/Pins.tsx";

export interface RoomsSheetProps {
  opened: boolean;
  onClose: () => void;
  rooms: { to: string; icon: ReactNode; label: string }[];
}

export function RoomsSheet({ opened, onClose, rooms }: RoomsSheetProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={useOpenedAfter(opened)}
      onClose={onClose}
      position="bottom"
      size="auto"
      title={t("frame.rooms")}
      closeButtonProps={{ "aria-label": t("frame.close") }}
    >
      <div className={classes.sheet}>
        <Pins onGo={onClose} />
      </div>
      <ul className={`${classes.list} ${classes.sheet}`}>
        {rooms.map((room) => (
          <li key={room.to}>
            <Link to={room.to} className={classes.room} onClick={onClose} activeOptions={{ includeSearch: false }}>
              {room.icon}
              <span>{room.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
