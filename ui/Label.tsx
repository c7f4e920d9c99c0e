/** A short word in a quiet box: an option, a tag. Colour is a dot beside the word, never the word alone. */
import type { ReactNode } from "react";
import classes from "./Label.module.css";

export function Label({ color, children }: { color?: string | undefined; children: ReactNode }) {
  return (
    <span className={classes.label}>
      <Dot color={color} />
      <bdi dir="auto">{children}</bdi>
    </span>
  );
}

/** Nothing where there is no colour. */
export const Dot = ({ color }: { color: string | undefined }) =>
  color ? <span className={classes.dot} style={{ background: `var(--mantine-color-${color}-6, ${color})` }} /> : null;

export const Labels = ({ children }: { children: ReactNode }) => <span className={classes.labels}>{children}</span>;
