/** The named groups of the RFM grid and their order from best to lost. */

export const RFM_GROUPS = [
  "champions",
  "loyal",
  "potentialLoyal",
  "newCustomers",
  "promising",
  "needAttention",
  "aboutToSleep",
  "cannotLose",
  "atRisk",
  "hibernating",
  "lost",
] as const;

export interface RfmCell {
  recency: number;
  frequency: number;
  customers: number;
  revenue: string;
}

export interface RfmGroup {
  name: string;
  customers: number;
  revenue: string;
}

/** Groups in the order of the names above; names that are not known come last. */
export function inOrder(groups: RfmGroup[]): RfmGroup[] {
  const place = (name: string): number => {
    const index = (RFM_GROUPS as readonly string[]).indexOf(name);
    return index === -1 ? RFM_GROUPS.length : index;
  };
  return groups.toSorted((a, b) => place(a.name) - place(b.name));
}

/** All 25 cells, row by row from the highest frequency down, recency rising; empty ones have no customers. */
export function grid(cells: RfmCell[]): RfmCell[][] {
  return [5, 4, 3, 2, 1].map((frequency) =>
    [1, 2, 3, 4, 5].map(
      (recency) =>
        cells.find((cell) => cell.recency === recency && cell.frequency === frequency) ?? {
          recency,
          frequency,
          customers: 0,
          revenue: "0",
        },
    ),
  );
}
