/** What a group of records is called: an option, stars, a person, a step of the calendar; as plain text. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import { columnText, isObject, type Json } from "#model/json.ts";
import type { DateStep } from "#model/view-parts.ts";
import { useFormat, type Format } from "#ui/format.tsx";
import type { MetaField, MetaObject } from "../../../api/meta.ts";
import { useWords } from "../../words.ts";

/** A step of the calendar as people call it; `quarter` puts number and year together. */
export function stepName(
  format: Format,
  step: DateStep,
  day: string,
  quarter: (n: string, year: string) => string,
): string {
  const year = format.date(day, { year: "numeric" });
  if (step === "year") return year;
  if (step === "quarter") return quarter(format.number(Math.floor(Number(day.slice(5, 7)) / 3) + 1), year);
  if (step === "month") return format.date(day, { month: "long", year: "numeric" });
  return format.date(day);
}

/** @returns the name of a group that an aggregate told of; `step` where it is a date's */
export function useGroupName(object: MetaObject, field: MetaField, step?: DateStep): (group: Json) => string {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  return useCallback(
    (group) => {
      if (group === null) return t("board.none");
      if (step)
        return stepName(format, step, columnText(group), (number, year) => t("list.quarterOf", { number, year }));
      if (isObject(group)) return columnText(group["title"] as Json);
      const text = viewOf(field.type).few?.text;
      return text
        ? text(group, field, (key, values) => t(key, values))
        : words.option(object.name, field.name, String(group as string));
    },
    [t, words, format, object, field, step],
  );
}
