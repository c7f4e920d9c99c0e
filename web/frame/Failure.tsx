/** What a page shows when it could not be loaded, and while it is. */
import { Button, Center, Loader } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { IconCompass } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, ErrorState } from "#ui/states.tsx";
import { ApiError } from "../api/client.ts";
import { useSignOut } from "./signing-out.ts";

/** The words for a failure, by its kind. */
export function useProblemWords(): (error: unknown) => {
  kind: "failed" | "offline" | "forbidden";
  title: string;
  text: string;
} {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) return { kind: "failed", title: t("frame.failed"), text: t("frame.failedText") };
    if (error.status === 0 || error.status === 502 || error.status === 503)
      return { kind: "offline", title: t("frame.offline"), text: t("frame.offlineText") };
    if (error.status === 403) return { kind: "forbidden", title: t("frame.forbidden"), text: t("frame.forbiddenText") };
    if (error.status === 404) return { kind: "failed", title: t("frame.notThere"), text: t("frame.notThereText") };
    const ours = error.status >= 500 || !error.detail;
    return { kind: "failed", title: t("frame.failed"), text: ours ? t("frame.failedText") : error.detail };
  };
}

/** Says in a part of a page why it could not be loaded; `again` asks once more. */
export function Problem({ error, again, actions }: { error: unknown; again?: () => void; actions?: ReactNode }) {
  const { t } = useTranslation();
  const { kind, title, text } = useProblemWords()(error);
  return (
    <ErrorState
      kind={kind}
      title={title}
      {...(again ? { again: { label: t("frame.tryAgain"), act: again } } : {})}
      {...(actions === undefined ? {} : { actions })}
    >
      {text}
    </ErrorState>
  );
}

export function Failure({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const queryReset = useQueryErrorResetBoundary();
  const signOut = useSignOut();
  // Whose access was closed must not be caught on this page.
  const shutOut = error instanceof ApiError && [401, 403, 404].includes(error.status);
  const again = () => {
    queryReset.reset();
    reset();
    void router.invalidate();
  };
  return (
    <Problem
      error={error}
      again={again}
      actions={
        shutOut && (
          <Button variant="subtle" onClick={() => void signOut()}>
            {t("frame.signOut")}
          </Button>
        )
      }
    />
  );
}

export function NotThere() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconCompass}
      title={t("frame.notThere")}
      actions={
        <Button component={Link} to="/" variant="default">
          {t("frame.toStart")}
        </Button>
      }
    >
      {t("frame.notThereText")}
    </EmptyState>
  );
}

export function Waiting() {
  const { t } = useTranslation();
  return (
    <Center h="100%" mih={200}>
      <Loader size="sm" color="gray" aria-label={t("frame.loading")} />
    </Center>
  );
}
