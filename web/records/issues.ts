/** What is wrong with the input, in the reader's words where the catalogue has them. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Issue } from "#model/errors.ts";
import { ApiError } from "../api/client.ts";
import { ownWord } from "../language/own-words.ts";

export const useIssueWords = () => issueWords(useTranslation().t);

export function issueWords(t: TFunction) {
  /** The server fills in `{name}` and the screens `{{name}}`; both forms stand in the catalogue. */
  const one = (issue: Issue): string => {
    const own = ownWord(issue.words);
    if (own) return own;
    const words = issue.code ? t(issue.code, { defaultValue: issue.message, skipInterpolation: true }) : issue.message;
    return words.replace(/\{\{?(\w+)\}?\}/g, (whole, name: string) => String(issue.params?.[name] ?? whole));
  };
  return {
    one,
    /** The message for a field, or nothing. */
    at: (error: unknown, field: string): string | undefined => {
      const issue = error instanceof ApiError ? error.issueAt(field) : undefined;
      return issue && one(issue);
    },
    /** All that was said, in one line. `named` says the fields that it is said of. */
    all: (error: unknown, named?: (path: string) => string): string => {
      if (!(error instanceof ApiError)) return t("frame.failedText");
      if (error.status === 0) return t("frame.offlineText");
      if (error.status === 412) return t("records.changedMeanwhile");
      if (error.issues.length)
        return error.issues
          .map((issue) => (named && issue.path ? `${named(issue.path.split(".")[0]!)}: ${one(issue)}` : one(issue)))
          .join(" · ");
      return error.detail || t("frame.failedText");
    },
  };
}
