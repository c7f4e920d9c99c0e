/** Deleting with a way back instead of a question before. */
import { useTranslation } from "react-i18next";
import { toast } from "#ui/toast.tsx";
import type { MetaObject } from "../api/meta.ts";
import { useSay } from "../insight/say.ts";
import { useIssueWords } from "./issues.ts";
import { useRecordDoings } from "./record-doings.ts";
import { useWords } from "./words.ts";

/** True when they are gone; a refusal is shown and nothing is. */
export function useDelete(object: MetaObject): (ids: string[], title?: string) => Promise<boolean> {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const issues = useIssueWords();
  const doings = useRecordDoings(object);
  return async (ids, title) => {
    const what = title ?? (ids.length === 1 ? words.one(object.name) : words.many(object));
    try {
      await doings.remove(
        ids,
        ids.length === 1 ? say("records.deleted_one", { what }) : t("records.deleted", { count: ids.length, what }),
      );
      return true;
    } catch (error) {
      toast.problem(issues.all(error));
      return false;
    }
  };
}
