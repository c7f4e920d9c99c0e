/** Offers the way back from what was done: a button in its message, and Ctrl Z for the newest. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { toast, type ToastAction } from "#ui/toast.tsx";
import { useMeta } from "../api/meta.ts";
import { issueWords } from "../records/issues.ts";
import { useWords } from "../records/words.ts";
import { forget, lastDeed, remember, type Deed } from "./deeds.ts";

export interface Done {
  /** What was done, as its message says it. */
  what: string;
  /** The operations that did it, or how else it is taken back. */
  back: readonly string[] | (() => Promise<unknown>);
  /** Follows the taking back. */
  after?: (() => void | Promise<void>) | undefined;
}

interface Offered extends Done {
  /** What can be done with it besides. */
  more?: ToastAction | undefined;
  /** Small and frequent: its message goes sooner. */
  brief?: boolean;
}

export interface Undoing {
  /** Says what was done, with the way back. */
  offer: (offered: Offered) => void;
  /** For what has a message of its own, which is hidden with it: gives the way back. */
  keep: (kept: Done & { note: string }) => () => void;
  /** Takes the newest deed of this tab back. */
  last: () => void;
}

const BRIEF_MS = 8000;
/** One message at a time offers the way back; Ctrl Z goes further. */
let newest: string | undefined;

export function useUndoing(): Undoing {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const format = useFormat();
  const words = useWords();
  const meta = useMeta();
  return useMemo(() => {
    const { slug } = meta.workspace;
    const deedOf = ({ what, back, after }: Done, note: () => string): Deed => {
      const deed: Deed = {
        slug,
        async take() {
          if (!forget(deed)) return;
          toast.hide(note());
          const { takeBack } = await import("./take-back.tsx");
          const refresh = () => queries.invalidateQueries();
          const issues = issueWords(t);
          const ended = await takeBack({ slug, what, back, after, refresh, t, format, words, meta, issues });
          if (!ended) remember(deed);
        },
      };
      remember(deed);
      return deed;
    };
    return {
      offer({ more, brief: small = false, ...done }) {
        if (newest !== undefined) toast.hide(newest);
        const deed = deedOf(done, () => note);
        const actions = [...(more ? [more] : []), { label: t("records.undo"), act: deed.take }];
        const note = small ? toast.done(done.what, actions, BRIEF_MS) : toast.done(done.what, actions);
        newest = note;
      },
      keep({ note, ...done }) {
        const deed = deedOf(done, () => note);
        return () => void deed.take();
      },
      last() {
        const deed = lastDeed(slug);
        if (deed) void deed.take();
        else toast.done(t("undo.none"));
      },
    };
  }, [t, queries, format, words, meta]);
}
