/** Currencies and time zones to choose from, named in the reader's language by the browser. */
import { useMemo } from "react";
import { useFormat } from "#ui/format.tsx";

export interface Choice {
  value: string;
  label: string;
}

export function useCurrencies(): Choice[] {
  const format = useFormat();
  return useMemo(
    () => Intl.supportedValuesOf("currency").map((value) => ({ value, label: `${value} · ${format.currency(value)}` })),
    [format],
  );
}

/**
 * The zones by their IANA name, which is how people who know theirs look for it. `chosen` is always among them: browsers
 * may list a zone by its former name only (Asia/Calcutta for Asia/Kolkata).
 */
export function useTimeZones(chosen: string | null | undefined): Choice[] {
  return useMemo(
    () =>
      [...new Set(["UTC", ...(chosen ? [chosen] : []), ...Intl.supportedValuesOf("timeZone")])]
        .toSorted((a, b) => a.localeCompare(b))
        .map((value) => ({ value, label: value.replaceAll("_", " ") })),
    [chosen],
  );
}
