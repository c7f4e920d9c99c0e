/**
 * Names for the 25 cells of recency × frequency. The eleven names are Putler's segmentation for RFM analysis; each cell is given to
 * exactly one of them, as the 5 × 5 grid is commonly drawn on recency and frequency, so that groups add up to all customers.
 * Scores follow Hughes, Strategic Database Marketing (1994): fifths of the customers, 5 is best.
 */
import type { RFM_GROUPS } from "../customers/customer.object.ts";

export type RfmGroupName = (typeof RFM_GROUPS)[number];

/** By recency from 1 (long ago) to 5; within it by frequency from 1 (seldom) to 5. */
const GRID: RfmGroupName[][] = [
  ["lost", "lost", "atRisk", "atRisk", "cannotLose"],
  ["hibernating", "hibernating", "atRisk", "atRisk", "cannotLose"],
  ["aboutToSleep", "aboutToSleep", "needAttention", "loyal", "loyal"],
  ["promising", "potentialLoyal", "potentialLoyal", "loyal", "loyal"],
  ["newCustomers", "potentialLoyal", "potentialLoyal", "champions", "champions"],
];

export interface RfmCellName {
  recency: number;
  frequency: number;
  name: RfmGroupName;
}

export const RFM_CELLS: RfmCellName[] = GRID.flatMap((row, r) =>
  row.map((name, f) => ({ recency: r + 1, frequency: f + 1, name })),
);
