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

/** The zones by their IANA name, which is how people who know theirs look for it. */
export function useTimeZones(): Choice[] {
  return useMemo(
    () =>
      [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].map((value) => ({
        value,
        label: value.replaceAll("_", " "),
      })),
    [],
  );
}
