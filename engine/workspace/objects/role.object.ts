/** What a kind of user may do. `key` marks the seven roles that come with the product; their names are translated. */
import { json, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const role = defineObject({
  name: "role",
  area: "workspace",
  icon: "shield-lock",
  title: ["name"],
  fields: {
    name: text({ required: true, unique: true, search: true, index: true, maxLength: 100 }),
    key: text({ readOnly: true, unique: true, maxLength: 40 }),
    description: text({ maxLength: 500 }),
    rights: json({ required: true, shape: "rights" }),
  },
  ownership: { by: "none" },
  configuration: { key: ["name"], productKey: "key" },
  list: { columns: ["name", "description"], sort: "name" },
  layout: [{ name: "main", fields: ["name", "description", "rights"] }],
  internal: true,
});
