/** What becomes of the columns of a file: proposed by us, corrected by a person, remembered for the next file of the kind. */
import { z } from "zod";
import { isTimeZone } from "#model/time-zone.ts";

const name = z.string().max(40);
const targetSchema = z.strictObject({ object: name, field: name, part: name.optional() });
export type Target = z.infer<typeof targetSchema>;

const feeSchema = z.strictObject({
  code: z.string().max(200),
  description: z.string().max(1000),
  lines: z.int(),
  amount: z.string().max(40),
  proposed: z.boolean(),
  fee: z.boolean(),
});
export type Fee = z.infer<typeof feeSchema>;

export const mappingSchema = z.strictObject({
  preset: z.enum(["records", "orderLines"]),
  object: name,
  mode: z.enum(["create", "update", "both"]),
  key: name.nullable(),
  /** What becomes of a row whose key stood in the file before: it completes that record, is left out, or is a record of its own. */
  repeats: z.enum(["merge", "skip", "keep"]).default("merge"),
  /** What becomes of a row whose key a record in the trash has: a new record, that one again, or nothing. */
  trashed: z.enum(["new", "restore", "skip"]).default("new"),
  columns: z.array(z.strictObject({ index: z.int().min(0), target: targetSchema.nullable() })).max(500),
  /** The same value for all rows. */
  constants: z.array(z.strictObject({ target: targetSchema, value: z.json() })).max(50),
  customerKind: z.enum(["company", "contact"]),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string().refine(isTimeZone, "is no IANA time zone"),
  returns: z.strictObject({ cancelledPrefix: z.string().max(10) }),
  fees: z.array(feeSchema).max(500),
  suppressions: z.array(z.strictObject({ index: z.int().min(0), channel: name })).max(50),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** The column that fills a field; undefined where none does. */
export function columnFor(mapping: Mapping, object: string, field: string, part?: string): number | undefined {
  return mapping.columns.find(
    ({ target }) => target?.object === object && target.field === field && target.part === part,
  )?.index;
}
