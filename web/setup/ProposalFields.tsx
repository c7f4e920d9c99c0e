/** Currency, time zone, week and fiscal year as they follow from the country: a line to read, fields when wanted. */
import { Anchor, Select } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "#ui/format.tsx";
import { useCurrencies, useTimeZones } from "#web/import/places.ts";
import { useTranslation } from "#web/language/language.ts";
import { useSay } from "#web/insight/say.ts";

export interface Proposal {
  baseCurrency: string;
  timeZone: string;
  /** `MM-DD` */
  fiscalYearStart: string;
  /** 1 is Monday, 7 is Sunday. */
  weekStart: number;
}

/** 1 January 2024 was a Monday. */
const dayOf = (weekday: number): string => `2024-01-0${weekday}`;

/** Names of weekdays and of first days of a month, for reading and choosing. */
export function useCalendarWords() {
  const format = useFormat();
  return {
    weekday: (weekday: number): string => format.date(dayOf(weekday), { weekday: "long" }),
    day: (monthDay: string): string => format.date(`2024-${monthDay}`, { day: "numeric", month: "long" }),
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      value: String(weekday),
      label: format.date(dayOf(weekday), { weekday: "long" }),
    })),
    /** The first of each month, and `also` where it is another day. */
    yearStarts: (also: string) =>
      [...new Set([...Array.from({ length: 12 }, (_, month) => `${String(month + 1).padStart(2, "0")}-01`), also])]
        .toSorted()
        .map((value) => ({ value, label: format.date(`2024-${value}`, { day: "numeric", month: "long" }) })),
  };
}

export function ProposalFields({ value, onChange }: { value: Proposal; onChange(change: Partial<Proposal>): void }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  const calendar = useCalendarWords();
  const currencies = useCurrencies();
  const zones = useTimeZones(value.timeZone);
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <div className="follows">
        <span>
          {[
            format.currency(value.baseCurrency),
            value.timeZone.replaceAll("_", " "),
            say("setup.weekFrom", { day: calendar.weekday(value.weekStart) }),
            say("setup.yearFrom", { day: calendar.day(value.fiscalYearStart) }),
          ].join(" · ")}
        </span>
        <Anchor component="button" type="button" size="sm" onClick={() => setOpen(true)}>
          {t("setup.change")}
        </Anchor>
      </div>
    );
  }
  return (
    <fieldset aria-label={t("setup.proposal")}>
      <Select
        label={t("setup.currency")}
        description={t("setup.currencyHint")}
        data={currencies}
        value={value.baseCurrency}
        searchable
        allowDeselect={false}
        onChange={(baseCurrency) => baseCurrency && onChange({ baseCurrency })}
      />
      <Select
        label={t("setup.timeZone")}
        description={t("setup.timeZoneHint")}
        data={zones}
        value={value.timeZone}
        searchable
        allowDeselect={false}
        onChange={(timeZone) => timeZone && onChange({ timeZone })}
      />
      <Select
        label={t("setup.weekStart")}
        data={calendar.weekdays}
        value={String(value.weekStart)}
        allowDeselect={false}
        onChange={(day) => day && onChange({ weekStart: Number(day) })}
      />
      <Select
        label={t("setup.fiscalYear")}
        data={calendar.yearStarts(value.fiscalYearStart)}
        value={value.fiscalYearStart}
        allowDeselect={false}
        onChange={(day) => day && onChange({ fiscalYearStart: day })}
      />
    </fieldset>
  );
}
