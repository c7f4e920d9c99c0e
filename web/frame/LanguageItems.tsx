/** The languages, in the menu that changes between them. */
import { Menu } from "@mantine/core";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from "../language/language.ts";
import { usePreferences } from "./preferences.ts";

export function LanguageItems() {
  const { language } = useLanguage();
  const { setLanguage } = usePreferences();
  return LANGUAGES.map((one) => (
    <Menu.Item
      key={one}
      lang={one}
      aria-current={one === language || undefined}
      fw={one === language ? 600 : 400}
      onClick={() => void setLanguage(one)}
    >
      {LANGUAGE_NAMES[one]}
    </Menu.Item>
  ));
}
