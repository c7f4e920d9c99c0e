/** What a saved view says about a list; every part may be left out, and the object's own way then holds. */
import { z } from "zod";
import { filterSchema } from "./filter.ts";
import { CHART_FORMS, LAYOUTS, SPANS, TOTALS } from "./view-parts.ts";

const fieldName = z.string().min(1).max(200);

const said = (description: string) => ({ description });

const chartSchema = z.strictObject({
  by: z.string().min(1).max(200).meta(said("A field, or a date in steps: `orderedAt:month`.")),
  measure: z.string().min(1).max(200).optional().meta(said("`count`, or a total of a field: `sum:total`.")),
  form: z.enum(CHART_FORMS).optional(),
});
export type Chart = z.infer<typeof chartSchema>;

export const viewSchema = z
  .strictObject({
    filter: filterSchema.optional(),
    q: z.string().max(200).optional().meta(said("What is searched for.")),
    sort: z.string().max(500).optional().meta(said("As in a list: `-createdAt,name`.")),
    columns: z
      .array(z.strictObject({ field: fieldName, width: z.number().min(40).max(2000).optional().meta(said("Pixels.")) }))
      .max(100)
      .optional()
      .meta(said("In order.")),
    pinned: z
      .int()
      .min(0)
      .max(5)
      .optional()
      .meta(said("So many columns stay in sight when the others scroll; 1 where nothing is said.")),
    totals: z
      .record(fieldName, z.enum(TOTALS))
      .optional()
      .meta(said("Under a column: its sum, average, smallest or largest value.")),
    groupBy: z.string().max(200).optional().meta(said("A field, or a date in steps: `orderedAt:month`.")),
    layout: z.enum(LAYOUTS).optional().meta(said("A table where nothing is said.")),
    boardField: fieldName.optional().meta(said("The field whose values are the columns of the board.")),
    calendarField: fieldName.optional().meta(said("The day or moment by which records stand in the calendar.")),
    span: z.enum(SPANS).optional().meta(said("How much of the calendar is seen at once.")),
    galleryField: fieldName
      .optional()
      .meta(said("The picture on the cards of the gallery; the first there is where nothing is said.")),
    chart: chartSchema.optional(),
  })
  .meta({
    id: "ViewDefinition",
    description: "What a view says about its list; the object's own way holds for the rest.",
  });
export type ViewDefinition = z.infer<typeof viewSchema>;
