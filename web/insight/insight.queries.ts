/** The figures of Insight as the server gives them, and how they are fetched. */
import { keepPreviousData, useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { api } from "#web/api/client.ts";
import type { AbcClass, CurvePoint } from "./abc.ts";
import type { RfmCell, RfmGroup } from "./rfm.ts";
import type { Period } from "./RevenueBars.tsx";

export const MEASURES = ["revenue", "gross", "margin"] as const;
export type Measure = (typeof MEASURES)[number];

export interface Abc {
  currency: string;
  measure: Measure;
  total: string;
  customers: number;
  limits: number[];
  classes: AbcClass[];
  curve: CurvePoint[];
  visible: "all" | "own" | "team";
}

export interface Rfm {
  cells: RfmCell[];
  groups: RfmGroup[];
  asOf: string | null;
}

export interface Revenue {
  currency: string;
  data: Period[];
}

export interface Top {
  data: { id: string; title: string; amount: string; share: number; orders?: number; quantity?: string | number }[];
}

/** Named sums of the whole base, as decimal strings, and counts. */
export interface Measures {
  currency: string;
  customers: number;
  customersWithPurchase: number;
  orders: number;
  returns: number;
  salesWithCustomer: string;
  returnsWithCustomer: string;
  netWithCustomer: string;
  salesAnonymous: string;
  returnsAnonymous: string;
}

const figures = <Answer>(path: string, query: Record<string, string> = {}) => ({
  queryKey: ["insight", path, query],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Answer>(`/insight/${path}`, { query, signal }),
  placeholderData: keepPreviousData,
});

/** What a panel shows of an answer. */
export interface Figures<Answer> {
  data: Answer | undefined;
  isPending: boolean;
  error: Error | null;
  refetch: () => unknown;
}

/** Figures that come are drawn piece by piece: five charts in one go would hold the page for as long as all of them take. */
function useFigures<Answer>(options: UseQueryOptions<Answer>): Figures<Answer> {
  const { data, error, refetch } = useQuery(options);
  const drawn = useDeferredValue(data);
  return { data: drawn, isPending: drawn === undefined && !error, error, refetch };
}

export const useAbc = (measure: Measure, limits: number[]) =>
  useFigures<Abc>(figures("abc", { measure, limits: limits.join(",") }));
export const useRfm = () => useFigures<Rfm>(figures("rfm"));
export const useRevenue = () => useFigures<Revenue>(figures("revenue", { interval: "month" }));
/** The ten that bring most. */
export const useTop = (kind: "customer" | "product") => useFigures<Top>(figures(`top-${kind}s`, { limit: "10" }));
export const useMeasures = () => useFigures<Measures>(figures("measures"));
