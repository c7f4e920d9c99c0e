/** Says that the network or the server is away, and that work goes on when it is back. */
import { useQueryClient } from "@tanstack/react-query";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/client.ts";
import classes from "./Frame.module.css";

const isAway = (error: unknown) =>
  error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);

export function AwayBanner() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [away, setAway] = useState(!navigator.onLine);
  useEffect(() => {
    const hear = () => setAway(!navigator.onLine);
    addEventListener("online", hear);
    addEventListener("offline", hear);
    const stop = queries.getQueryCache().subscribe(({ type, query }) => {
      if (type !== "updated") return;
      if (query.state.status === "success" && query.state.fetchStatus === "idle") setAway(!navigator.onLine);
      if (isAway(query.state.fetchFailureReason ?? query.state.error)) setAway(true);
    });
    return () => {
      removeEventListener("online", hear);
      removeEventListener("offline", hear);
      stop();
    };
  }, [queries]);
  useEffect(() => {
    if (!away) return;
    const again = setInterval(() => void queries.refetchQueries({ queryKey: ["session"] }), 5000);
    return () => clearInterval(again);
  }, [away, queries]);
  return (
    <div role="status" className={away ? classes.away : undefined}>
      {away && (
        <>
          <IconPlugConnectedX size={16} aria-hidden /> {t("frame.away")}
        </>
      )}
    </div>
  );
}
