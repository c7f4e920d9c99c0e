/** What a place shows when there is nothing, when it failed, and while it loads. */
import { Button, Skeleton, Stack } from "@mantine/core";
import { IconAlertTriangle, IconLock, IconPlugConnectedX, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./states.module.css";

interface StateProps {
  title: string;
  /** What the place is for, or what to do. */
  children?: ReactNode;
  icon?: Icon;
  /** The one next step, as a button; a second one quieter. */
  actions?: ReactNode;
}

export function EmptyState({ title, children, icon: Mark, actions }: StateProps) {
  return (
    <div className={classes.state}>
      {Mark && (
        <div className={classes.mark}>
          <Mark size={22} stroke={1.6} aria-hidden />
        </div>
      )}
      <h2 className={classes.title}>{title}</h2>
      {children && <p className={classes.text}>{children}</p>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

interface ErrorStateProps extends StateProps {
  kind?: "failed" | "offline" | "forbidden";
  again?: { label: string; act: () => void };
}

const MARKS: Record<NonNullable<ErrorStateProps["kind"]>, Icon> = {
  failed: IconAlertTriangle,
  offline: IconPlugConnectedX,
  forbidden: IconLock,
};

export function ErrorState({ title, children, kind = "failed", again, actions }: ErrorStateProps) {
  const Mark = MARKS[kind];
  return (
    <div className={classes.state} role="alert">
      <div className={kind === "failed" ? `${classes.mark} ${classes.bad}` : classes.mark}>
        <Mark size={22} stroke={1.6} aria-hidden />
      </div>
      <h2 className={classes.title}>{title}</h2>
      {children && <p className={classes.text}>{children}</p>}
      <div className={classes.actions}>
        {again && (
          <Button variant="default" onClick={again.act}>
            {again.label}
          </Button>
        )}
        {actions}
      </div>
    </div>
  );
}

/** Grey lines in the shape of what will come. */
export function LinesSkeleton({ lines = 6, height = 14 }: { lines?: number; height?: number }) {
  return (
    <Stack gap={height * 0.9} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={`${92 - ((line * 37) % 48)}%`} radius="sm" />
      ))}
    </Stack>
  );
}
