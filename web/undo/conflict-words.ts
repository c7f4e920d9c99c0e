/** Why something stayed as it is when the rest was taken back: which field of what, who changed it and when. */
import type { Format } from "#ui/format.tsx";
import { fieldOf, objectByName, type Meta } from "../api/meta.ts";
import { paths } from "../paths.ts";
import type { useIssueWords } from "../records/issues.ts";
import type { Words } from "../records/words.ts";
import type { UndoConflict } from "./operations.ts";

export interface Speech {
  format: Format;
  issues: ReturnType<typeof useIssueWords>;
  words: Words;
  meta: Meta;
}

export function conflictWords({ format, issues, words, meta }: Speech, conflict: UndoConflict): string {
  const { object: name, field, message, code, by, at } = conflict;
  const object = objectByName(meta, name);
  const why = issues.one({ path: "", message, ...(code ? { code } : {}) });
  const what = field === null ? why : `${words.field(name, (object && fieldOf(object, field)) ?? field)} ${why}`;
  const who = [by?.title, at === null ? null : format.relative(at)].filter((part) => typeof part === "string");
  return who.length > 0 ? `${what} (${who.map((part) => `\u2068${part}\u2069`).join(" · ")})` : what;
}

/** What stays, and why, as it is told at the edge of the screen; with the way to each where `open` leads there. */
export const keptRecords = (speech: Speech, conflicts: readonly UndoConflict[], open?: (href: string) => void) =>
  conflicts.map((one, place) => {
    const object = open && objectByName(speech.meta, one.object);
    const href = object && !object.internal && paths.record(speech.meta.workspace.slug, object.path, one.id);
    return {
      id: `${one.id} ${place}`,
      title: one.title,
      why: conflictWords(speech, one),
      ...(href ? { to: { href, open: () => open(href) } } : {}),
    };
  });
