/** What a saved view says about a list; every part may be left out, and the object's own way then holds. */
import { z } from "zod";
import { filterSchema } from "./filter.ts";
import { TOTALS } from "./view-parts.ts";

const fieldName = z.string().min(1).max(200);

export const viewSchema = z.strictObject({
  filter: filterSchema.optional(),
  q: z.string().max(200).optional(),
  /** As in the API: `-createdAt,name`. */
  sort: z.string().max(500).optional(),
  /** In order; the width is in pixels. */
  columns: z
    .array(z.strictObject({ field: fieldName, width: z.number().min(40).max(2000).optional() }))
    .max(100)
    .optional(),
  /** So many columns stay in sight when the others scroll; 1 where nothing is said. */
  pinned: z.int().min(0).max(5).optional(),
  /** Under a column: its sum, average, smallest or largest value. */
  totals: z.record(fieldName, z.enum(TOTALS)).optional(),
  /** A field, or a date in steps: `orderedAt:month`. */
  groupBy: z.string().max(200).optional(),
  layout: z.enum(["table", "board"]).optional(),
  /** The field whose values are the columns of the board. */
  boardField: fieldName.optional(),
});
export type ViewDefinition = z.infer<typeof viewSchema>;
