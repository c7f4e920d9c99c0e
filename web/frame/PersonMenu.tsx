/** The person signed in, and the menu of what concerns them. */
import { Avatar, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { useMeta } from "../api/meta.ts";

const PersonItems = late<object>(() => import("./PersonItems.tsx").then((module) => module.PersonItems));

export function PersonMenu() {
  const { t } = useTranslation();
  const { me } = useMeta();
  const button = (
    <UnstyledButton style={{ borderRadius: "50%" }}>
      <Avatar name={me.name} size={28} color="accent" />
      <span className="visually-hidden">{t("frame.person", { name: me.name })}</span>
    </UnstyledButton>
  );
  return (
    <Opens kind="menu" button={button} needs={[PersonItems]} width={230}>
      <PersonItems />
    </Opens>
  );
}
