/** The workspace one is in, and the way to the others. */
import { UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { useMeta } from "../api/meta.ts";
import { useSession } from "../api/session.ts";
import classes from "./Frame.module.css";

const WorkspaceItems = late<object>(() => import("./WorkspaceItems.tsx").then((module) => module.WorkspaceItems));

export function WorkspaceMenu() {
  const { t } = useTranslation();
  const { workspace } = useMeta();
  const { workspaces } = useSession();
  const sandbox = workspaces.find(({ slug }) => slug === workspace.slug)?.sandboxOf;
  const name = (
    <>
      <OwnText className={classes.workspaceName!} title={workspace.name}>
        {workspace.name}
      </OwnText>
      {sandbox && <span className={classes.sandbox}>{t("frame.sandbox")}</span>}
    </>
  );
  const mark = <img src="/icon.svg" alt="" className={classes.mark} />;
  if (workspaces.length < 2)
    return (
      <div className={classes.workspace}>
        {mark}
        {name}
      </div>
    );
  const button = (
    <UnstyledButton className={classes.workspace!} aria-label={t("frame.workspaceMenu", { name: workspace.name })}>
      {mark}
      {name}
      <IconChevronDown size={14} aria-hidden />
    </UnstyledButton>
  );
  return (
    <Opens kind="menu" button={button} needs={[WorkspaceItems]} position="bottom-start" width={280}>
      <WorkspaceItems />
    </Opens>
  );
}
