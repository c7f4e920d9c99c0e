/** A field that a company added to one of the product's objects or its own. In the trash it is retired: its values wait. */
import { integer, json, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const customField = defineObject({
  name: "customField",
  area: "workspace",
  icon: "forms",
  title: ["name"],
  fields: {
    object: text({ required: true, index: true, caseSensitive: true, maxLength: 40 }),
    /** In the API, with the mark `x_`; it stays when the words change. */
    name: text({ required: true, index: true, caseSensitive: true, maxLength: 30 }),
    type: text({ required: true, caseSensitive: true, maxLength: 40 }),
    /** By language: `{ "en": "Colour" }`. */
    label: json({ required: true }),
    help: json(),
    /** What a definition in code says beside the type: required, options, to, min … */
    settings: json(),
    position: integer({ default: 0 }),
    /** Its values stand in a column called by this number, so that no name of a person ever reaches SQL. */
    number: integer({ readOnly: true, index: true }),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  configuration: { key: ["object", "name"], within: { object: "customObject", by: "object", as: "fields" } },
  list: { columns: ["object", "name", "type", "position", "updatedAt"], sort: "name" },
  layout: [{ name: "main", fields: ["object", "name", "type", "label", "help", "settings", "position", "number"] }],
  internal: true,
});
