/** A layout of an object's records for a team, a role or everyone: groups of fields with headings, and what a new record is asked. */
import { json, relation, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const pageLayout = defineObject({
  name: "pageLayout",
  area: "workspace",
  icon: "forms",
  title: ["name"],
  fields: {
    object: text({ required: true, index: true, caseSensitive: true, maxLength: 40 }),
    /** Known by in files of the configuration; given where nobody says it. */
    name: text({ index: true, caseSensitive: true, maxLength: 120 }),
    forRole: relation({ to: "role" }),
    forTeam: relation({ to: "team" }),
    /** Only for records of this type of the object. */
    forType: text({ caseSensitive: true, maxLength: 30 }),
    /** `[{ "label": { "en": "About" }, "fields": ["name"] }]` */
    groups: json({ required: true }),
    /** Names of fields that are left out on purpose. */
    without: json(),
    /** Names of the fields that a new record is asked. */
    create: json({ column: "asked" }),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  configuration: { key: ["object", "name"] },
  list: { columns: ["object", "name", "forRole", "forTeam", "forType", "updatedAt"], sort: "object" },
  layout: [
    { name: "main", fields: ["object", "name", "forRole", "forTeam", "forType", "groups", "without", "create"] },
  ],
  internal: true,
});
