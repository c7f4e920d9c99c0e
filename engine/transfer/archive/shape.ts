/** What an archive of a workspace is made of: its first and last member, and the tables in between. */
import { z } from "zod";
import { settingsSchema } from "../../workspace/directory.ts";

/** Rises when a reader of before could misunderstand; what is only added does not. */
export const FORMAT = 1;
export const HEAD = "raabta.json";
export const MANIFEST = "manifest.json";
export const tableMember = (table: string): string => `tables/${table}.ndjson`;
export const fileMember = (sha256: string): string => `files/${sha256}`;

const NAME = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** The first member: what is needed to read the rest. */
export const headSchema = z.strictObject({
  format: z.int(),
  product: z.literal("raabta"),
  version: z.string(),
  /** Number of the last migration that shaped these tables. */
  schema: z.int().min(1),
  exportedAt: z.iso.datetime(),
  workspace: z.strictObject({ slug: z.string(), name: z.string(), settings: settingsSchema }),
  /** In the order in which they can be filled. */
  tables: z.array(z.strictObject({ name: NAME, columns: z.array(NAME) })),
  sequences: z.array(z.strictObject({ name: NAME, last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  /** Month of the oldest event, `YYYY-MM`. */
  eventsFrom: z
    .string()
    .regex(/^\d{4}-\d\d$/)
    .nullable(),
});
export type Head = z.infer<typeof headSchema>;

/** The last member: what must have come before it. Without it the archive is not whole. */
export const manifestSchema = z.strictObject({
  tables: z.array(z.strictObject({ name: NAME, rows: z.int(), bytes: z.int(), sha256: z.string() })),
  files: z.strictObject({ count: z.int(), bytes: z.int() }),
  /** Files that records speak of and whose bytes were not there. */
  missing: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A line is one JSON document, which holds neither of these signs bare: COPY writes and reads it without quoting. */
export const LINES = "format csv, quote e'\\x01', delimiter e'\\x02'";
