/** The workspace one is in, and the way to the others. */
import { Menu, UnstyledButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta } from "../api/meta.ts";
import { useSession } from "../api/session.ts";
import { paths } from "../paths.ts";
import classes from "./Frame.module.css";

export function WorkspaceMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { workspace } = useMeta();
  const { workspaces } = useSession();
  const name = <OwnText className={classes.workspaceName!}>{workspace.name}</OwnText>;
  const mark = <img src="/icon.svg" alt="" className={classes.mark} />;
  if (workspaces.length < 2)
    return (
      <div className={classes.workspace}>
        {mark}
        {name}
      </div>
    );
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.workspace!} aria-label={t("frame.workspaceMenu", { name: workspace.name })}>
          {mark}
          {name}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("frame.workspaces")}</Menu.Label>
        {workspaces.map((one) => (
          <Menu.Item
            key={one.slug}
            onClick={() => void navigate({ href: paths.workspace(one.slug) })}
            rightSection={one.slug === workspace.slug ? <IconCheck size={14} aria-hidden /> : null}
          >
            <OwnText>{one.name}</OwnText>
            {one.sample && ` (${t("frame.sample")})`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
