/** What was typed into a field with choices holds when one goes on with Tab, as it does with Enter. */
import type { KeyboardEvent } from "react";

/** Takes the choice that is highlighted, where another was typed than stood there; the focus goes on as ever. Hangs on the keys of a Select. */
export function takeTyped({ key, currentTarget: input }: KeyboardEvent<HTMLInputElement>): void {
  if (key !== "Tab" || input.readOnly || input.value.trim() === "") return;
  const list = document.getElementById(input.getAttribute("aria-controls") ?? "");
  // What is chosen already would be taken away by choosing it again.
  if (list?.querySelector("[data-combobox-active]")?.textContent === input.value) return;
  list?.querySelector<HTMLElement>("[data-combobox-selected]:not([data-combobox-active])")?.click();
}
