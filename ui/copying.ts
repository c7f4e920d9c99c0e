/** Puts text on the clipboard; also where the browser hides its own way to it: on http from another machine. */
export async function copyText(text: string): Promise<void> {
  // Not there without https, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) return clipboard.writeText(text);
  const focused = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  box.setAttribute("aria-hidden", "true");
  box.style.position = "fixed";
  box.style.opacity = "0";
  // Beside what has the focus: a sheet lets it go nowhere else.
  (focused?.closest("[role=dialog], [role=menu]") ?? document.body).append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!copied) throw new Error("The browser does not let this be copied");
}
