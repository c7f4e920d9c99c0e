/** Settings: one's own account, and what the administrator decides for the company. */
import { NavLink, Select } from "@mantine/core";
import {
  IconBolt,
  IconBuilding,
  IconFiles,
  IconHeartbeat,
  IconForms,
  IconKey,
  IconPuzzle,
  IconRoute,
  IconShieldLock,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
  IconWorld,
  type Icon,
} from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import type { Capability } from "#model/rights.ts";
import { ErrorState } from "#ui/states.tsx";
import { useMeta, type MetaPage } from "#web/api/meta.ts";
import { Page } from "#web/frame/Page.tsx";
import { useRecordLinks } from "#web/insight/links.ts";
import { useTranslation } from "#web/language/language.ts";
import { ownWord } from "#web/language/own-words.ts";
import { ModuleView } from "#web/modules/ModuleView.tsx";
import { paths } from "#web/paths.ts";
import { ApiKeysRoom } from "./ApiKeysRoom.tsx";
import { AutomationsRoom } from "./automations/AutomationsRoom.tsx";
import { CompanyRoom } from "./CompanyRoom.tsx";
import { ActionsRoom } from "./hooks/ActionsRoom.tsx";
import { WebhooksRoom } from "./hooks/WebhooksRoom.tsx";
import { ConfigurationRoom } from "./configuration/ConfigurationRoom.tsx";
import { HealthRoom } from "./configuration/HealthRoom.tsx";
import { ProfileRoom } from "./ProfileRoom.tsx";
import { RolesRoom } from "./RolesRoom.tsx";
import "./settings.css";
import { ShapeRoom } from "./shape/ShapeRoom.tsx";
import { TeamsRoom } from "./TeamsRoom.tsx";
import { UsersRoom } from "./UsersRoom.tsx";

interface Room {
  name: string;
  icon: Icon;
  page: ComponentType;
  needs?: Capability;
}

const ROOMS: Room[] = [
  { name: "profile", icon: IconUserCircle, page: ProfileRoom },
  { name: "company", icon: IconBuilding, page: CompanyRoom, needs: "settings" },
  { name: "users", icon: IconUsers, page: UsersRoom, needs: "users" },
  { name: "teams", icon: IconUsersGroup, page: TeamsRoom, needs: "users" },
  { name: "roles", icon: IconShieldLock, page: RolesRoom, needs: "roles" },
  { name: "shape", icon: IconForms, page: ShapeRoom, needs: "settings" },
  { name: "health", icon: IconHeartbeat, page: HealthRoom, needs: "settings" },
  { name: "configuration", icon: IconFiles, page: ConfigurationRoom, needs: "settings" },
  { name: "api-keys", icon: IconKey, page: ApiKeysRoom, needs: "apiKeys" },
  { name: "actions-made", icon: IconRoute, page: ActionsRoom, needs: "settings" },
  { name: "automations", icon: IconBolt, page: AutomationsRoom, needs: "settings" },
  { name: "webhooks", icon: IconWorld, page: WebhooksRoom, needs: "settings" },
];

type ShownRoom = Room & { label: string };

/** A room that a module brings; its name has a point, which no other has. */
const roomOfPage = (screen: MetaPage): ShownRoom => ({
  name: `${screen.module}.${screen.name}`,
  label: ownWord(screen.label) ?? screen.name,
  icon: IconPuzzle,
  page: pageOf(screen),
});

const made = new Map<string, ComponentType>();

/** The same for the same script: another would be mounted anew with each drawing. */
function pageOf(screen: MetaPage): ComponentType {
  let page = made.get(screen.url);
  if (!page) made.set(screen.url, (page = () => <ModuleView screen={screen} />));
  return page;
}

export function SettingsPage() {
  const { t } = useTranslation();
  const meta = useMeta();
  const links = useRecordLinks();
  const { _splat: wanted } = useParams({ strict: false }) as { _splat?: string };
  const mine: ShownRoom[] = [
    ...ROOMS.filter((room) => room.needs === undefined || meta.me.capabilities.includes(room.needs)).map((room) => ({
      ...room,
      label: t(`settings.${room.name}`),
    })),
    ...meta.pages.filter(({ place }) => place === "settings").map(roomOfPage),
  ];
  const room = wanted
    ? (mine.find((entry) => entry.name === wanted) ?? ROOMS.find((entry) => entry.name === wanted))
    : (mine.find((entry) => entry.name === "company") ?? mine[0]);
  const allowed = room && mine.find((entry) => entry.name === room.name);
  const address = (name: string): string => paths.settings(links.slug, name);
  return (
    <Page
      title={allowed ? allowed.label : t(room ? `settings.${room.name}` : "settings.title")}
      subtitle={t("settings.title")}
      width="wide"
    >
      <div className="settings">
        <nav aria-label={t("settings.title")} className="settings-nav">
          {mine.map((entry) => (
            <NavLink
              key={entry.name}
              label={entry.label}
              leftSection={<entry.icon size={17} stroke={1.6} aria-hidden />}
              active={entry === room}
              aria-current={entry === room ? "page" : undefined}
              {...links.at(address(entry.name))}
            />
          ))}
        </nav>
        <Select
          className="settings-choice"
          aria-label={t("settings.title")}
          data={mine.map((entry) => ({ value: entry.name, label: entry.label }))}
          value={room?.name ?? null}
          allowDeselect={false}
          onChange={(name) => name && links.go(address(name))}
        />
        <div className="settings-room">
          {allowed ? (
            <allowed.page key={allowed.name} />
          ) : (
            <ErrorState
              kind={room ? "forbidden" : "failed"}
              title={t(room ? "settings.forbidden" : "settings.unknown")}
            >
              {t(room ? "settings.forbiddenHint" : "settings.unknownHint")}
            </ErrorState>
          )}
        </div>
      </div>
    </Page>
  );
}
