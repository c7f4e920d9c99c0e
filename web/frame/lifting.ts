/** The outline makes way for the page. Where it says words, it stays until the page says them too, which would else be seen to vanish and come back. */
import { queries } from "../api/queries.ts";

/** Longer it covers nothing, in milliseconds. */
const PATIENCE = 1500;

/** Has anybody done anything here yet? */
export let touched = false;

export function liftOutline(): void {
  const outline = document.querySelector(".outline");
  const lift = (): void => {
    stop();
    outline?.remove();
  };
  const look = (): void => {
    if (!outline?.matches("[data-said]")) lift();
    else if (queries.isFetching() === 0) afterDrawing(() => queries.isFetching() === 0 && lift());
  };
  const stop = queries.getQueryCache().subscribe(look);
  const touch = (): void => {
    touched = true;
    lift();
  };
  for (const kind of ["pointerdown", "keydown", "wheel"]) addEventListener(kind, touch, { once: true, capture: true });
  setTimeout(lift, PATIENCE);
  look();
}

/** What came is drawn piece by piece, some of it after a first frame; when nothing is left to do it stands. */
const afterDrawing = (act: () => void): void => idle(() => requestAnimationFrame(() => idle(act)));

function idle(act: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(act, { timeout: 500 });
  // Safari has no word for it.
  else setTimeout(act, 100);
}
