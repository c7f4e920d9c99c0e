/** The workspaces one is a member of, in the menu between them. */
import { Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta } from "../api/meta.ts";
import { useSession } from "../api/session.ts";
import { paths } from "../paths.ts";

export function WorkspaceItems() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { workspace } = useMeta();
  const { workspaces } = useSession();
  return (
    <>
      <Menu.Label>{t("frame.workspaces")}</Menu.Label>
      {workspaces.map((one) => (
        <Menu.Item
          key={one.slug}
          onClick={() => void navigate({ href: paths.workspace(one.slug) })}
          rightSection={one.slug === workspace.slug ? <IconCheck size={14} aria-hidden /> : null}
        >
          <span className="two-lines" title={one.name}>
            <OwnText>{one.name}</OwnText>
            {one.sample && ` (${t("frame.sample")})`}
          </span>
        </Menu.Item>
      ))}
    </>
  );
}
