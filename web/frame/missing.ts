/** Says at a field what the browser found missing in it: marked and described for who hears the page, and the first of them focused. */
import { wordsNow } from "../language/language.ts";
import "./missing.css";

let notes = 0;

/** @param inputs those of a form, in their order */
export function tellMissing(inputs: readonly HTMLInputElement[]): void {
  inputs.forEach((input, place) => tell(input, place === 0));
  inputs[0]?.focus();
}

function tell(input: HTMLInputElement, first: boolean): void {
  // What was said before has been mended otherwise than by typing.
  input.dispatchEvent(new Event(MENDED));
  const note = document.createElement("p");
  note.id = `missing-${(notes += 1)}`;
  note.className = "missing";
  note.textContent = wordsFor(input);
  const box = input.closest(".mantine-Input-wrapper");
  const described = input.getAttribute("aria-describedby");
  const former = [
    put(input, "aria-invalid", "true"),
    put(input, "aria-describedby", described === null ? note.id : `${described} ${note.id}`),
    ...(box ? [put(box, "data-error", "true")] : []),
  ];
  // Whoever stands in it already hears it too.
  if (first) note.role = "alert";
  (input.closest(".mantine-InputWrapper-root") ?? input.parentElement!).append(note);
  const over = new AbortController();
  const mended = (): void => {
    over.abort();
    note.remove();
    for (const back of former) back();
  };
  const { signal } = over;
  for (const event of ["input", MENDED]) input.addEventListener(event, mended, { signal });
  input.form?.addEventListener("submit", mended, { signal });
}

const MENDED = "mended";

function put(element: Element, name: string, value: string): () => void {
  const former = element.getAttribute(name);
  element.setAttribute(name, value);
  return () => (former === null ? element.removeAttribute(name) : element.setAttribute(name, former));
}

function wordsFor({ validity, value, type, minLength }: HTMLInputElement): string {
  if (validity.typeMismatch && (type === "email" || type === "url")) return wordsNow(`issue.${type}`, { value });
  if (validity.tooShort) return wordsNow("setup.passwordHint", { count: minLength });
  return wordsNow("issue.required");
}
