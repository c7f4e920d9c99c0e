/** The top bar: search and commands, new, help, language, theme, person. */
import { ActionIcon, Button, Menu, Tooltip, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconHelp, IconLanguage, IconMoon, IconPlus, IconSearch, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { NamedIcon } from "#ui/Icon.tsx";
import { isMac, Kbd } from "#ui/Kbd.tsx";
import { useMeta } from "../api/meta.ts";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from "../language/language.ts";
import { useCreating } from "../records/creating.tsx";
import { useWords } from "../records/words.ts";
import { useCommands } from "./commands.tsx";
import { usePhone } from "./folding.ts";
import classes from "./Frame.module.css";
import { PersonMenu } from "./PersonMenu.tsx";
import { usePreferences } from "./preferences.ts";
import { creatable } from "./rooms.ts";

function NewMenu() {
  const { t } = useTranslation();
  const words = useWords();
  const objects = creatable(useMeta());
  const { create } = useCreating();
  const { newOpen, setNewOpen } = useCommands();
  const phone = usePhone();
  if (objects.length === 0) return null;
  return (
    <Menu opened={newOpen} onChange={setNewOpen} width={200} trapFocus returnFocus>
      <Menu.Target>
        {phone ? (
          <ActionIcon variant="filled" color="accent" aria-label={t("frame.new")}>
            <IconPlus size={17} aria-hidden />
          </ActionIcon>
        ) : (
          <Button size="compact-sm" h={30} leftSection={<IconPlus size={15} aria-hidden />}>
            {t("frame.new")}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {objects.map((object) => (
          <Menu.Item
            key={object.name}
            leftSection={<NamedIcon name={object.icon} size={16} />}
            onClick={() => create(object.name)}
          >
            {words.one(object.name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { setLanguage } = usePreferences();
  return (
    <Menu width={150}>
      <Menu.Target>
        <Tooltip label={t("frame.language")}>
          <ActionIcon aria-label={t("frame.language")}>
            <IconLanguage size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            aria-current={one === language || undefined}
            fw={one === language ? 600 : 400}
            onClick={() => void setLanguage(one)}
          >
            {LANGUAGE_NAMES[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeButton() {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const { setTheme } = usePreferences();
  const dark = colorScheme === "dark" || (colorScheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const Mark = dark ? IconSun : IconMoon;
  const label = t(dark ? "frame.toLight" : "frame.toDark");
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setTheme(dark ? "light" : "dark")}>
        <Mark size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

export function TopBar() {
  const { t } = useTranslation();
  const { openPalette, openHelp } = useCommands();
  const phone = usePhone();
  return (
    <div className={classes.bar}>
      <UnstyledButton className={classes.search!} onClick={openPalette}>
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <span className={classes.searchText}>{t("frame.search")}</span>
        {!phone && <Kbd keys={[isMac ? "⌘" : "Ctrl", "K"]} />}
      </UnstyledButton>
      <span className={classes.spacer} />
      <NewMenu />
      {!phone && (
        <>
          <Tooltip label={t("frame.help")}>
            <ActionIcon aria-label={t("frame.help")} onClick={openHelp}>
              <IconHelp size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <LanguageMenu />
          <ThemeButton />
        </>
      )}
      <PersonMenu />
    </div>
  );
}
