/** What the person signed in can do: settings, theme, language on a phone, other workspaces, sign-out. */
import { Menu, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconDeviceLaptop, IconLogout, IconMoon, IconSettings, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Ltr, OwnText } from "#ui/own-text.tsx";
import { useMeta } from "../api/meta.ts";
import { useSession } from "../api/session.ts";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from "../language/language.ts";
import { paths } from "../paths.ts";
import { usePhone } from "./folding.ts";
import { usePreferences } from "./preferences.ts";
import { useSignOut } from "./signing-out.ts";

export function PersonItems() {
  const { t } = useTranslation();
  const { me, workspace } = useMeta();
  const { workspaces } = useSession();
  const navigate = useNavigate();
  const { setTheme, setLanguage } = usePreferences();
  const { language } = useLanguage();
  const phone = usePhone();
  const signOut = useSignOut();
  return (
    <>
      <Menu.Label>
        <Text size="sm" c="var(--ink)" fw={500}>
          <OwnText>{me.name}</OwnText>
        </Text>
        <Ltr>{me.email}</Ltr>
      </Menu.Label>
      <Menu.Item
        leftSection={<IconSettings size={16} aria-hidden />}
        onClick={() => void navigate({ href: paths.settings(workspace.slug, "profile") })}
      >
        {t("frame.profile")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconSun size={16} aria-hidden />} onClick={() => setTheme("light")}>
        {t("frame.light")}
      </Menu.Item>
      <Menu.Item leftSection={<IconMoon size={16} aria-hidden />} onClick={() => setTheme("dark")}>
        {t("frame.dark")}
      </Menu.Item>
      <Menu.Item leftSection={<IconDeviceLaptop size={16} aria-hidden />} onClick={() => setTheme("auto")}>
        {t("frame.auto")}
      </Menu.Item>
      {phone && (
        <>
          <Menu.Divider />
          {LANGUAGES.map((one) => (
            <Menu.Item key={one} lang={one} fw={one === language ? 600 : 400} onClick={() => void setLanguage(one)}>
              {LANGUAGE_NAMES[one]}
            </Menu.Item>
          ))}
        </>
      )}
      {workspaces.length > 1 && (
        <>
          <Menu.Divider />
          <Menu.Label>{t("frame.workspaces")}</Menu.Label>
          {workspaces.map((one) => (
            <Menu.Item
              key={one.slug}
              fw={one.slug === workspace.slug ? 600 : 400}
              onClick={() => void navigate({ href: paths.workspace(one.slug) })}
            >
              <OwnText>{one.name}</OwnText>
            </Menu.Item>
          ))}
        </>
      )}
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconLogout size={16} className="icon-pointing" aria-hidden />}
        onClick={() => void signOut()}
      >
        {t("frame.signOut")}
      </Menu.Item>
    </>
  );
}
