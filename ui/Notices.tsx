/** The edge of the screen where short messages stand: not over what is opened at the end side, with its buttons at its foot. */
import "@mantine/notifications/styles.layer.css";
import { Notifications } from "@mantine/notifications";

export const Notices = () => <Notifications position="bottom-center" limit={4} autoClose={6000} />;
