/** The rail: workspace, the rooms in the order of the loop, and at its foot what keeps the house. */
import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  IconChartHistogram,
  IconDatabaseImport,
  IconHistory,
  IconLayoutSidebar,
  IconProgressCheck,
  IconSettings,
  IconTrash,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NamedIcon } from "#ui/Icon.tsx";
import { useMeta } from "../api/meta.ts";
import { ownWord } from "../language/own-words.ts";
import { paths } from "../paths.ts";
import { useWords } from "../records/words.ts";
import classes from "./Frame.module.css";
import { Pins } from "./pins/Pins.tsx";
import { may, modulePages, roomsOf } from "./rooms.ts";
import { WorkspaceMenu } from "./WorkspaceMenu.tsx";

function RoomLink({ to, icon, label, folded }: { to: string; icon: ReactNode; label: string; folded: boolean }) {
  return (
    <li>
      <Link
        to={to}
        className={classes.room}
        activeOptions={{ includeSearch: false }}
        {...(folded ? { "aria-label": label, "data-hint": label, "data-hint-side": "end" } : {})}
      >
        {icon}
        {!folded && <span>{label}</span>}
      </Link>
    </li>
  );
}

export function Rail({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const { slug } = meta.workspace;
  const pages = modulePages(meta);
  const iconProps = { size: 18, stroke: 1.6, "aria-hidden": true };
  return (
    <nav className={classes.rail} aria-label={t("frame.rooms")}>
      <div className={classes.railHead}>
        {!folded && <WorkspaceMenu />}
        <ActionIcon onClick={onFold} aria-label={t(folded ? "frame.unfold" : "frame.fold")} aria-expanded={!folded}>
          <IconLayoutSidebar size={18} stroke={1.6} className="icon-pointing" aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.rooms}>
        <Pins folded={folded} />
        {roomsOf(meta).map(({ area, objects }) => (
          <section key={area} aria-label={words.area(area)}>
            <div className={classes.area} aria-hidden>
              {words.area(area)}
            </div>
            <ul className={classes.list}>
              {objects.map((object) => (
                <RoomLink
                  key={object.name}
                  folded={folded}
                  to={paths.list(slug, object.path)}
                  icon={<NamedIcon name={object.icon} />}
                  label={words.many(object)}
                />
              ))}
            </ul>
          </section>
        ))}
        {may(meta, "insight") && (
          <section aria-label={t("frame.measure")}>
            <div className={classes.area} aria-hidden>
              {t("frame.measure")}
            </div>
            <ul className={classes.list}>
              <RoomLink
                folded={folded}
                to={paths.insight(slug)}
                icon={<IconChartHistogram {...iconProps} />}
                label={t("frame.insight")}
              />
            </ul>
          </section>
        )}
        {pages.length > 0 && (
          <section aria-label={t("frame.modules")}>
            <div className={classes.area} aria-hidden>
              {t("frame.modules")}
            </div>
            <ul className={classes.list}>
              {pages.map((page) => (
                <RoomLink
                  key={page.url}
                  folded={folded}
                  to={paths.module(slug, page)}
                  icon={<NamedIcon name={page.icon} />}
                  label={ownWord(page.label) ?? page.name}
                />
              ))}
            </ul>
          </section>
        )}
      </div>
      <ul className={`${classes.list} ${classes.foot}`}>
        {may(meta, "import") && (
          <RoomLink
            folded={folded}
            to={paths.imports(slug)}
            icon={<IconDatabaseImport {...iconProps} />}
            label={t("frame.import")}
          />
        )}
        <RoomLink
          folded={folded}
          to={paths.jobs(slug)}
          icon={<IconProgressCheck {...iconProps} />}
          label={t("frame.jobs")}
        />
        <RoomLink
          folded={folded}
          to={paths.audit(slug)}
          icon={<IconHistory {...iconProps} />}
          label={t("audit.title")}
        />
        <RoomLink folded={folded} to={paths.trash(slug)} icon={<IconTrash {...iconProps} />} label={t("frame.trash")} />
        <RoomLink
          folded={folded}
          to={paths.settings(slug)}
          icon={<IconSettings {...iconProps} />}
          label={t("frame.settings")}
        />
      </ul>
    </nav>
  );
}
