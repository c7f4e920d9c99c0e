/** How something stands, as a word in its colour. */
import type { ReactNode } from "react";
import "./status.css";

export type Standing = "good" | "bad" | "busy" | "idle";

export const StatusMark = ({ standing, children }: { standing: Standing; children: ReactNode }) => (
  <span className="status-mark" data-standing={standing}>
    {children}
  </span>
);
