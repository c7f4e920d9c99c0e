/** People who share records: a branch, a department. */
import { relation, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const team = defineObject({
  name: "team",
  area: "workspace",
  icon: "users-group",
  title: ["name"],
  fields: {
    name: text({ required: true, unique: true, search: true, index: true, maxLength: 100 }),
    description: text({ maxLength: 500 }),
    lead: relation({ to: "user" }),
    parent: relation({ to: "team", index: true }),
  },
  ownership: { by: "none" },
  configuration: { key: ["name"], without: ["lead"], stays: true },
  list: { columns: ["name", "parent", "lead", "description"], sort: "name" },
  layout: [{ name: "main", fields: ["name", "parent", "lead", "description"] }],
  internal: true,
});
