/** A list of the settings while it loads, when it fails, and when it is there. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState, LinesSkeleton } from "#ui/states.tsx";
import { useTranslation } from "#web/language/language.ts";

export function Loaded<Data>({ query, children }: { query: UseQueryResult<Data>; children(data: Data): ReactNode }) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error)
    return (
      <ErrorState
        title={t("settings.loadFailed")}
        again={{ label: t("settings.again"), act: () => void query.refetch() }}
      >
        {query.error.message}
      </ErrorState>
    );
  return <LinesSkeleton lines={6} />;
}
