/** The parameters of lists and aggregates, read from the address once. */
import { z } from "zod";
import { filterSchema } from "#model/filter.ts";

/** What `cursor` means where there is but one direction to read on in. */
export const CURSOR = "`nextCursor` of the page before.";

/** `a,b,c` in an address. */
export const commaList = z
  .string()
  .max(2000)
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** A filter as JSON text; the names and operands in it are checked against the catalogue later. */
const filterText = z
  .string()
  .max(50_000)
  .transform((text, context) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "is not valid JSON" });
      return z.NEVER;
    }
    const parsed = filterSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue({
      code: "custom",
      message: `is not a filter: use { "field", "op", "value" }, { "has" }, { "and": [] }, { "or": [] } or { "not" }`,
    });
    return z.NEVER;
  })
  .meta({
    description:
      'A condition as JSON: `{"field":"name","op":"contains","value":"ali"}`, joined by and, or, not; `{"has":"orders","where":…}` for related records.',
  });

const asked = {
  filter: filterText.optional(),
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "Finds records by the beginning of their words, numbers, e-mails and phone digits." }),
  trash: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({ description: "`true`: the deleted records instead of the living." }),
};

export const selectionQuery = {
  fields: commaList.optional().meta({ description: "Only these fields, by comma." }),
  include: commaList.optional().meta({ description: "Relations to be given as whole records, by comma." }),
};

export const listQuery = z.strictObject({
  ...asked,
  ...selectionQuery,
  sort: z
    .string()
    .max(500)
    .optional()
    .meta({ description: "Fields by comma, `-` before one for descending: `-createdAt,name`." }),
  limit: z.coerce.number<string>().int().min(1).max(200).optional().meta({ description: "1 to 200; 50 if not said." }),
  cursor: z.string().max(4000).optional().meta({
    description:
      "`nextCursor` or `previousCursor` of another page; `end` for the last page; `at:<JSON value>` to begin at a value of the first sort field.",
  }),
  count: z
    .enum(["capped", "none"])
    .optional()
    .meta({ description: "`none` leaves the count out; it counts no further than 10,000." }),
});

export const aggregateQuery = z.strictObject({
  ...asked,
  groupBy: z.string().max(200).optional().meta({
    description:
      "A field, one answer for each of its values; a date in steps, day, week, month, quarter or year: `orderedAt:month`, whose group is the first day.",
  }),
  measures: commaList.meta({ description: "By comma: `count`, `sum:field`, `avg:field`, `min:field`, `max:field`." }),
});
