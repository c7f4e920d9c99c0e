/** The person's language and theme: at once on this device, and kept with their account. */
import { useMantineColorScheme } from "@mantine/core";
import { api, currentWorkspace } from "../api/client.ts";
import { changeLanguage, type Language } from "../language/language.ts";

const keep = (change: { language?: string; theme?: string }) =>
  // The device has it already; the account may be read-only or away, which must not disturb.
  currentWorkspace() === undefined ? undefined : api.patch("/me", change).catch(() => undefined);

export function usePreferences() {
  // To hold transitions still the library would put a style element in and take it out again: the whole page three times.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return {
    setLanguage: async (language: Language) => {
      await changeLanguage(language);
      await keep({ language });
    },
    setTheme: (theme: "light" | "dark" | "auto") => {
      setColorScheme(theme);
      void keep({ theme });
    },
  };
}
