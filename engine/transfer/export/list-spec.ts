/** What an export of a list asks for: the rows, the columns, and how the file shall look. */
import { z } from "zod";
import { filterSchema } from "#model/filter.ts";

export const FORMATS = ["csv", "xlsx"] as const;

export const listSpecSchema = z.strictObject({
  kind: z.literal("list").default("list"),
  object: z.string().max(40),
  filter: filterSchema.optional(),
  q: z.string().max(200).optional(),
  sort: z.string().max(500).optional().meta({
    description: "As in lists, `-createdAt,name`; without it the rows stand in the order in which they were made.",
  }),
  fields: z.array(z.string().max(100)).min(1).max(300).optional().meta({
    description:
      "The columns in their order: `name`, of a related record `customer.name`, of the lines `lines.product` (one row for each line). Without it: everything the caller may see.",
  }),
  trash: z.boolean().default(false),
  retired: z.boolean().optional().meta({
    description:
      "Objects and named fields that are retired count as if they were there, and records in the trash stand in the file too: what is to be kept before something is deleted for good. Needs the capability `settings`.",
  }),
  format: z.enum(FORMATS).default("csv"),
  references: z.enum(["titles", "keys"]).default("titles").meta({
    description:
      "How a cell names a related record: by its title, or by its unique key (else its id), by which an import finds it again.",
  }),
  language: z.enum(["en", "hi", "ur"]).optional().meta({
    description: "The columns are headed in this language; without it by the names of their fields.",
  }),
  bom: z.boolean().default(true).meta({
    description: "CSV begins with a byte order mark, by which Excel knows that it is UTF-8.",
  }),
});

export type ListSpec = z.infer<typeof listSpecSchema>;

const workspaceSpecSchema = z.strictObject({ kind: z.literal("workspace") });

/** A list, or all of the workspace. */
export const exportSpecSchema = z.union([workspaceSpecSchema, listSpecSchema]);
export type ExportSpec = z.infer<typeof exportSpecSchema>;
