/** A stored file, named by its content: the row says what it is, the bytes stand in the file store under `sha256`. */
import { integer, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const file = defineObject({
  name: "file",
  area: "workspace",
  icon: "file",
  title: ["name"],
  fields: {
    name: text({ required: true, search: true, index: true, maxLength: 400 }),
    contentType: text({ required: true, readOnly: true, maxLength: 200 }),
    size: integer({ required: true, readOnly: true, min: 0 }),
    sha256: text({ required: true, readOnly: true, caseSensitive: true, index: true, maxLength: 64 }),
    width: integer({ readOnly: true, min: 0 }),
    height: integer({ readOnly: true, min: 0 }),
  },
  ownership: { by: "owner" },
  readByRelation: true,
  list: { columns: ["name", "contentType", "size", "createdAt", "createdBy"], sort: "-createdAt" },
  layout: [{ name: "main", fields: ["name", "contentType", "size", "width", "height", "owner"] }],
  internal: true,
  written: "own",
});
