/** The edge of the screen where short messages stand. A sheet that is open ends above them, so that they cover nothing of it. */
import "@mantine/notifications/styles.layer.css";
import { Notifications, useNotifications, notificationsStore } from "@mantine/notifications";
import { useEffect } from "react";
import "./notices.css";

export function Notices({ rtl }: { rtl: boolean }) {
  const { notifications } = useNotifications(notificationsStore);
  // Their place is made with the first of them.
  useEffect(() => {
    const watch = new ResizeObserver(makeRoom);
    const frame = requestAnimationFrame(() => places().forEach((place) => watch.observe(place)));
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
    };
  }, [notifications]);
  return <Notifications position={rtl ? "bottom-left" : "bottom-right"} limit={4} autoClose={6000} />;
}

const GAP = 8;

const places = () => document.querySelectorAll('.mantine-Notifications-root[data-position^="bottom"]');

/** Who has come to the end of a sheet, where its buttons are, stays there. */
function makeRoom(): void {
  const tops = [...places()].map((place) => place.getBoundingClientRect()).filter(({ height }) => height > 0);
  const room = tops.length > 0 ? innerHeight - Math.min(...tops.map(({ top }) => top)) + GAP : 0;
  const atEnd = [...document.querySelectorAll(".mantine-Drawer-content")].filter(
    ({ scrollTop, clientHeight, scrollHeight }) => scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1,
  );
  document.documentElement.style.setProperty("--room-for-messages", `${room}px`);
  for (const sheet of atEnd) sheet.scrollTop = sheet.scrollHeight;
}
