/** Sentences that always have something put into them, which keeps its own direction (see `web/language`). */
import { useCallback } from "react";
import { useTranslation } from "#web/language/language.ts";

export function useSay() {
  const { t } = useTranslation();
  return useCallback((key: string, values: Record<string, string | number>): string => t(key, values), [t]);
}
