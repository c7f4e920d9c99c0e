/** The shape of a record page while it loads. */
import { LinesSkeleton } from "#ui/states.tsx";
import classes from "./Record.module.css";

export function RecordSkeleton() {
  return (
    <div className={classes.columns} aria-hidden>
      <div className={classes.facts}>
        <LinesSkeleton lines={9} />
      </div>
      <div className={classes.middle}>
        <LinesSkeleton lines={6} height={18} />
      </div>
      <div className={classes.related}>
        <LinesSkeleton lines={5} />
      </div>
    </div>
  );
}
