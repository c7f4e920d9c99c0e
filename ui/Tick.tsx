/** A box to tick, as light as the browser's own: a list has one in each row. */
import { useLayoutEffect, useRef } from "react";
import classes from "./Tick.module.css";

interface TickProps {
  label: string;
  on: boolean;
  /** Some of what it stands for is ticked. */
  some?: boolean;
  onChange: () => void;
}

export function Tick({ label, on, some = false, onChange }: TickProps) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <input
      ref={box}
      type="checkbox"
      tabIndex={-1}
      className={classes.tick}
      aria-label={label}
      checked={on}
      onChange={onChange}
    />
  );
}
