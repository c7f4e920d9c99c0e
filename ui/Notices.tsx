/** The edge of the screen where short messages stand. */
import "@mantine/notifications/styles.layer.css";
import { Notifications } from "@mantine/notifications";

export const Notices = ({ rtl }: { rtl: boolean }) => (
  <Notifications position={rtl ? "bottom-left" : "bottom-right"} limit={4} autoClose={6000} />
);
