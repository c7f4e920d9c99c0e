/** What the server found wrong, in the reader's words where the catalogue has them. */
import { ApiError } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { useIssueWords } from "#web/records/issues.ts";

export function useProblemText() {
  const { t } = useTranslation();
  const { one, at } = useIssueWords();
  return {
    /** What is wrong with one field of a form, if anything. */
    at,
    /** What is wrong besides the fields that a form shows. */
    rest: (error: unknown, shown: string[] = []): string | undefined => {
      if (!error) return undefined;
      if (!(error instanceof ApiError)) return t("setup.failed");
      if (error.status === 0) return t("setup.offline");
      if (error.status === 429) return t("setup.tooMany");
      const others = error.issues.filter(
        (issue) => !shown.some((field) => issue.path === field || issue.path.startsWith(`${field}.`)),
      );
      if (error.issues.length > 0) return others.length > 0 ? others.map(one).join(" ") : undefined;
      return error.detail || t("setup.failed");
    },
  };
}
