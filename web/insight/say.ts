/** Sentences with figures and names in them, which keep their own direction inside right-to-left text. */
import { useCallback } from "react";
import { useTranslation } from "#web/language/language.ts";

const ISOLATE = "\u2068";
const END = "\u2069";

/** Like `t`, with every text put into the sentence isolated where the language runs from right to left: £12 stays £12. */
export function useSay() {
  const { t, i18n } = useTranslation();
  return useCallback(
    (key: string, values: Record<string, string | number>): string => {
      if (i18n.dir() !== "rtl") return t(key, values);
      const isolated = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "string" ? ISOLATE + value + END : value,
      ]);
      return t(key, Object.fromEntries(isolated) as Record<string, string | number>);
    },
    [t, i18n],
  );
}
