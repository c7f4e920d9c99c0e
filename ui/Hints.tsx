/** What a button without words is called, beside it: one hint for the whole page, on any element with `data-hint`. */
import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";

const DELAY_MS = 350;

export function Hints({ first }: { first: HTMLElement }) {
  const [at, setAt] = useState<HTMLElement | null>(null);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const show = (element: HTMLElement | null) => {
      clearTimeout(soon);
      if (element) soon = setTimeout(() => setAt(element.matches(":hover") ? element : null), DELAY_MS);
      else setAt(null);
    };
    const over = (event: PointerEvent) => {
      if (event.pointerType !== "touch") show((event.target as Element).closest<HTMLElement>("[data-hint]"));
    };
    const away = () => show(null);
    show(first);
    document.addEventListener("pointerover", over);
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", away);
    return () => {
      clearTimeout(soon);
      document.removeEventListener("pointerover", over);
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("keydown", away);
    };
  }, [first]);
  const words = at?.isConnected && at.getAttribute("aria-expanded") !== "true" ? at.dataset["hint"] : undefined;
  if (!at || !words) return null;
  return (
    <Tooltip
      key={words}
      opened
      target={at}
      label={words}
      position={at.dataset["hintSide"] === "end" ? "right" : "top"}
      aria-hidden
    >
      {null}
    </Tooltip>
  );
}
