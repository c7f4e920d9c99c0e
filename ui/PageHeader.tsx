/** The head of a page and the place under it that scrolls. */
import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";

export interface PageFrameProps {
  title: ReactNode;
  subtitle?: ReactNode;
  /** Before the title: a way back, an icon. */
  before?: ReactNode;
  actions?: ReactNode;
  /** `full` has no padding and scrolls by itself; `wide` and `narrow` centre their content. */
  width?: "full" | "wide" | "narrow";
  children: ReactNode;
}

export function PageFrame({ title, subtitle, before, actions, width = "wide", children }: PageFrameProps) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        {before}
        <div className={classes.titles}>
          <h1 className={classes.title}>{title}</h1>
          {subtitle && <span className={classes.subtitle}>{subtitle}</span>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      <div
        className={width === "full" ? classes.body : `${classes.body} ${classes.padded} ${classes[width]}`}
        style={width === "full" ? { overflow: "hidden" } : undefined}
      >
        {children}
      </div>
    </div>
  );
}
