/** What a saved view says about a list; every part may be left out, and the object's own way then holds. */
import { z } from "zod";
import { filterSchema } from "./filter.ts";
import { CHART_FORMS, LAYOUTS, SPANS, TOTALS } from "./view-parts.ts";

const fieldName = z.string().min(1).max(200);

const chartSchema = z.strictObject({
  /** As in `groupBy`: a field, or a date in steps. */
  by: z.string().min(1).max(200),
  /** `count`, or a total of a field as in the API: `sum:total`. */
  measure: z.string().min(1).max(200).optional(),
  form: z.enum(CHART_FORMS).optional(),
});
export type Chart = z.infer<typeof chartSchema>;

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
  layout: z.enum(LAYOUTS).optional(),
  /** The field whose values are the columns of the board. */
  boardField: fieldName.optional(),
  /** The day or moment by which records stand in the calendar. */
  calendarField: fieldName.optional(),
  span: z.enum(SPANS).optional(),
  /** The picture on the cards of the gallery; the first there is where nothing is said. */
  galleryField: fieldName.optional(),
  chart: chartSchema.optional(),
});
export type ViewDefinition = z.infer<typeof viewSchema>;
