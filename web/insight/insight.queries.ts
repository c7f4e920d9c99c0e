/** The figures of Insight as the server gives them, and how they are fetched. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
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

export const useAbc = (measure: Measure, limits: number[]) =>
  useQuery(figures<Abc>("abc", { measure, limits: limits.join(",") }));
export const useRfm = () => useQuery(figures<Rfm>("rfm"));
export const useRevenue = () => useQuery(figures<Revenue>("revenue", { interval: "month" }));
export const useTopCustomers = () => useQuery(figures<Top>("top-customers", { limit: "10" }));
export const useTopProducts = () => useQuery(figures<Top>("top-products", { limit: "10" }));
export const useMeasures = () => useQuery(figures<Measures>("measures"));
