/** The rooms on a phone: the first four at the bottom, the others in a sheet. */
import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import {
  IconChartHistogram,
  IconDatabaseImport,
  IconDots,
  IconHistory,
  IconProgressCheck,
  IconSettings,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NamedIcon } from "#ui/Icon.tsx";
import { late } from "#ui/late.tsx";
import { useMeta } from "../api/meta.ts";
import { ownWord } from "../language/own-words.ts";
import { paths } from "../paths.ts";
import { useWords } from "../records/words.ts";
import classes from "./Frame.module.css";
import { may, modulePages, roomsOf } from "./rooms.ts";
import type { RoomsSheetProps } from "./RoomsSheet.tsx";

const RoomsSheet = late<RoomsSheetProps>(() => import("./RoomsSheet.tsx").then((module) => module.RoomsSheet));

export function BottomBar() {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const { slug } = meta.workspace;
  const [open, sheet] = useDisclosure(false);
  const [used, setUsed] = useState(false);
  if (open && !used) setUsed(true);
  const objects = roomsOf(meta).flatMap((room) => room.objects);
  const rooms = objects.map((object) => ({
    to: paths.list(slug, object.path),
    icon: <NamedIcon name={object.icon} size={20} />,
    label: words.many(object),
  }));
  const others = [
    ...modulePages(meta).map((page) => ({
      to: paths.module(slug, page),
      icon: <NamedIcon name={page.icon} size={20} />,
      label: ownWord(page.label) ?? page.name,
    })),
    ...(may(meta, "insight")
      ? [
          {
            to: paths.insight(slug),
            icon: <IconChartHistogram size={20} stroke={1.6} aria-hidden />,
            label: t("frame.insight"),
          },
        ]
      : []),
    ...(may(meta, "import")
      ? [
          {
            to: paths.imports(slug),
            icon: <IconDatabaseImport size={20} stroke={1.6} aria-hidden />,
            label: t("frame.import"),
          },
        ]
      : []),
    { to: paths.jobs(slug), icon: <IconProgressCheck size={20} stroke={1.6} aria-hidden />, label: t("frame.jobs") },
    { to: paths.audit(slug), icon: <IconHistory size={20} stroke={1.6} aria-hidden />, label: t("audit.title") },
    { to: paths.trash(slug), icon: <IconTrash size={20} stroke={1.6} aria-hidden />, label: t("frame.trash") },
    { to: paths.settings(slug), icon: <IconSettings size={20} stroke={1.6} aria-hidden />, label: t("frame.settings") },
  ];
  return (
    <nav className={classes.bottom} aria-label={t("frame.rooms")}>
      {rooms.slice(0, 4).map((room) => (
        <Link key={room.to} to={room.to} className={classes.tab} activeOptions={{ includeSearch: false }}>
          {room.icon}
          <span className={classes.workspaceName}>{room.label}</span>
        </Link>
      ))}
      <UnstyledButton className={classes.tab!} onClick={sheet.open} aria-haspopup="dialog" aria-expanded={open}>
        <IconDots size={20} stroke={1.6} aria-hidden />
        <span>{t("frame.more")}</span>
      </UnstyledButton>
      {used && <RoomsSheet opened={open} onClose={sheet.close} rooms={[...rooms.slice(4), ...others]} />}
    </nav>
  );
}
