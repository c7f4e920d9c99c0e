/** A record by its name, with the way to it where there is one. */
import { OwnText } from "#ui/own-text.tsx";
import { useLink } from "#web/insight/links.ts";
import type { Subject } from "./subjects.ts";

export function SubjectName({ title, address }: Subject) {
  const at = useLink();
  if (title === undefined) return null;
  return address === undefined ? (
    <OwnText>{title}</OwnText>
  ) : (
    <a {...at(address)}>
      <OwnText>{title}</OwnText>
    </a>
  );
}
