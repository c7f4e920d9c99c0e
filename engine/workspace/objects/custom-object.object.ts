/** An object that a company made itself: its own kind of record, with table, rights, screens and addresses like those of the product. */
import { integer, json, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const customObject = defineObject({
  name: "customObject",
  area: "workspace",
  icon: "box",
  title: ["name"],
  fields: {
    /** In the API, with the mark `x_`; it stays when the words change. */
    name: text({ required: true, index: true, caseSensitive: true, maxLength: 30 }),
    /** By language: `{ "en": { "one": "Vehicle", "many": "Vehicles" } }`. */
    label: json({ required: true }),
    icon: text({ caseSensitive: true, maxLength: 60 }),
    ownership: text({ required: true, default: "owner", caseSensitive: true, maxLength: 10 }),
    position: integer({ default: 0 }),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  configuration: { key: ["name"] },
  list: { columns: ["name", "icon", "ownership", "position"], sort: "name" },
  layout: [{ name: "main", fields: ["name", "label", "icon", "ownership", "position"] }],
  internal: true,
});
