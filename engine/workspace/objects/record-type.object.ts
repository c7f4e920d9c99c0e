/** A type of an object's records: what it offers to choose and who may make it. In the trash it is retired: records keep it. */
import { boolean, integer, json, relations, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const recordType = defineObject({
  name: "recordType",
  area: "workspace",
  icon: "flag",
  title: ["name"],
  fields: {
    object: text({ required: true, index: true, caseSensitive: true, maxLength: 40 }),
    /** What records have in their field `recordType`; given from the words where nobody says it, and kept when they change. */
    name: text({ required: true, index: true, caseSensitive: true, maxLength: 30 }),
    /** By language: `{ "en": "Retail" }`. */
    label: json({ required: true }),
    color: text({ maxLength: 40 }),
    /** New records begin with it. */
    default: boolean({ column: "is_default", default: false }),
    /** Options offered, by choice: `{ "industry": ["retail"] }`; all of a choice that is not named. */
    choices: json(),
    /** Who may make such records, or make others such; everyone who may make any where none is named. */
    roles: relations({ to: "role" }),
    /** Its place among the types of the object; where it has none it follows those that have one. */
    position: integer(),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  configuration: { key: ["object", "name"] },
  list: { columns: ["object", "name", "color", "default", "roles", "updatedAt"], sort: "object" },
  layout: [{ name: "main", fields: ["object", "name", "label", "color", "default", "choices", "roles", "position"] }],
  internal: true,
});
