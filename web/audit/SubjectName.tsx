/** A record by its name, with the way to it where there is one. */
import { OwnText } from "#ui/own-text.tsx";
import { useLink } from "#web/insight/links.ts";
import { useSubject, type SubjectProps } from "./subjects.ts";

export function SubjectName(subject: SubjectProps) {
  const at = useLink();
  const { title, address } = useSubject(subject);
  if (title === null) return null;
  return address === undefined ? (
    <OwnText>{title}</OwnText>
  ) : (
    <a {...at(address)}>
      <OwnText>{title}</OwnText>
    </a>
  );
}
