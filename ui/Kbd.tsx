/** A key of the keyboard; always left to right. */
import classes from "./Kbd.module.css";

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** `keys` are shown side by side: `["Ctrl", "K"]`. */
export function Kbd({ keys }: { keys: string[] }) {
  return (
    <span dir="ltr" className={classes.keys}>
      {keys.map((key) => (
        <kbd key={key} className={classes.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
