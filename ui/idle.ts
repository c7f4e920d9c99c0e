/** Work that waits until the page stands and the browser has nothing better to do. */

/** So long after the page is loaded its first content has come, in milliseconds. */
const REST = 1000;

/** Calls `act` once, `rest` milliseconds after the page is loaded or later; returns what takes it back. */
export function whenIdle(act: () => void, rest = REST): () => void {
  let takeBack: () => void;
  const ask = () => {
    // Safari has no word for it.
    if (typeof requestIdleCallback !== "function") return act();
    const id = requestIdleCallback(act, { timeout: 2000 });
    takeBack = () => cancelIdleCallback(id);
  };
  const wait = () => {
    const id = setTimeout(ask, rest);
    takeBack = () => clearTimeout(id);
  };
  if (document.readyState === "complete") wait();
  else {
    addEventListener("load", wait, { once: true });
    takeBack = () => removeEventListener("load", wait);
  }
  return () => takeBack();
}
