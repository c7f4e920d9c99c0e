/** The top bar: search and commands, new, help, language, theme, person. */
import { ActionIcon, Button, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconHelp, IconLanguage, IconMoon, IconPlus, IconSearch, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isMac, Kbd } from "#ui/Kbd.tsx";
import { late } from "#ui/late.tsx";
import { Opens } from "#ui/Opens.tsx";
import { useMeta } from "../api/meta.ts";
import { useCommands } from "./commands.tsx";
import { usePhone } from "./folding.ts";
import classes from "./Frame.module.css";
import { PersonMenu } from "./PersonMenu.tsx";
import { usePreferences } from "./preferences.ts";
import { creatable } from "./rooms.ts";

const NewItems = late<object>(() => import("./NewItems.tsx").then((module) => module.NewItems));
const LanguageItems = late<object>(() => import("./LanguageItems.tsx").then((module) => module.LanguageItems));

function NewMenu() {
  const { t } = useTranslation();
  const { newOpen, setNewOpen } = useCommands();
  const phone = usePhone();
  if (creatable(useMeta()).length === 0) return null;
  const button = phone ? (
    <ActionIcon variant="filled" color="accent" aria-label={t("frame.new")}>
      <IconPlus size={17} aria-hidden />
    </ActionIcon>
  ) : (
    <Button size="compact-sm" h={30} leftSection={<IconPlus size={15} aria-hidden />}>
      {t("frame.new")}
    </Button>
  );
  return (
    <Opens kind="menu" button={button} needs={[NewItems]} open={newOpen} onOpen={setNewOpen} width={200}>
      <NewItems />
    </Opens>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const button = (
    <ActionIcon aria-label={t("frame.language")} data-hint={t("frame.language")}>
      <IconLanguage size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
  return (
    <Opens kind="menu" button={button} needs={[LanguageItems]} width={150}>
      <LanguageItems />
    </Opens>
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
    <ActionIcon aria-label={label} data-hint={label} onClick={() => setTheme(dark ? "light" : "dark")}>
      <Mark size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
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
          <ActionIcon aria-label={t("frame.help")} data-hint={t("frame.help")} onClick={openHelp}>
            <IconHelp size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
          <LanguageMenu />
          <ThemeButton />
        </>
      )}
      <PersonMenu />
    </div>
  );
}
