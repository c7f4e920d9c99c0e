/** Where the file contradicts itself: what was chosen, and how often. */
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import type { Counts } from "./import.queries.ts";
import { useSay } from "#web/insight/say.ts";

export function NoteList({ counts }: { counts: Counts }) {
  const { i18n } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const notes = counts.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <ul className="notes">
      {notes.map((note) => {
        const key = note.code.replace("transfer.note.", "import.note.");
        const known = i18n.exists(key) || i18n.exists(`${key}_other`);
        return (
          <li key={note.code}>
            {known
              ? say(key, { count: note.count, shown: format.number(note.count), sample: note.sample ?? "" })
              : `${note.message}: ${format.number(note.count)}`}
          </li>
        );
      })}
    </ul>
  );
}
