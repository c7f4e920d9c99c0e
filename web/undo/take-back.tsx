/** Takes a deed back and shows at the edge of the screen what came of it; loaded when first asked for. */
import { notifications } from "@mantine/notifications";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { noteId } from "#ui/toast.tsx";
import { bulkNotes } from "../records/list/selection/BulkNotes.tsx";
import { keptRecords, type Speech } from "./conflict-words.ts";
import { undoOperation, type UndoConflict } from "./operations.ts";

const USUAL_MS = 6000;
const PROBLEM_MS = 9000;
const READING_MS = 120_000;

interface Asked extends Speech {
  slug: string;
  /** What was done. */
  what: string;
  back: readonly string[] | (() => Promise<unknown>);
  t: TFunction;
  /** Follows where it has come to an end, before what is shown is read anew. */
  after?: (() => void | Promise<void>) | undefined;
  refresh: () => Promise<unknown>;
}

/** True when it has come to an end, though not all may have gone back; false where it failed and can be tried again. */
export async function takeBack({ slug, what, back, t, after, refresh, ...speech }: Asked): Promise<boolean> {
  const note = noteId();
  const { Running, Ended } = bulkNotes(t, speech.format);
  const show = (message: ReactNode, autoClose: number | false, color = "accent"): void =>
    void notifications.update({ id: note, message, autoClose, color, withCloseButton: autoClose !== false });
  notifications.show({
    id: note,
    message: t("undo.taking"),
    autoClose: false,
    color: "accent",
    withCloseButton: false,
  });
  try {
    let undone = 0;
    let stayed = 0;
    const conflicts: UndoConflict[] = [];
    if (typeof back === "function") {
      await back();
      undone = 1;
    } else
      for (const operation of back.toReversed()) {
        const run = await undoOperation(slug, operation, ({ seen, total }) =>
          show(<Running done={seen} total={{ value: total, exact: true }} />, false),
        );
        if (run.error) {
          show(run.error, PROBLEM_MS, "red");
          return true;
        }
        undone += run.undone;
        stayed += run.conflictCount;
        conflicts.push(...run.conflicts);
      }
    const said = undone > 0 ? t("undo.done", { what }) : t(stayed > 0 ? "undo.stays" : "undo.nothing", { what });
    const kept = stayed > 0 && {
      said: t("undo.kept", { count: stayed, number: speech.format.number(stayed) }),
      each: keptRecords(speech, conflicts),
    };
    show(
      <Ended text={said} kept={kept || undefined} />,
      stayed > 0 ? READING_MS : USUAL_MS,
      undone > 0 ? "accent" : "yellow",
    );
    await after?.();
    return true;
  } catch (error) {
    show(speech.issues.all(error), PROBLEM_MS, "red");
    return false;
  } finally {
    await refresh();
  }
}
