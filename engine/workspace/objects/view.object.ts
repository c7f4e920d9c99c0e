/** A way of looking at a list that is worth keeping: what is shown, in which order, in which form. */
import { choice, json, number, relations, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const view = defineObject({
  name: "view",
  area: "workspace",
  icon: "list-details",
  title: ["name"],
  fields: {
    name: text({ required: true, index: true, maxLength: 100 }),
    object: text({ required: true, index: true, caseSensitive: true, maxLength: 40 }),
    definition: json({ required: true, shape: "view" }),
    sharing: choice({ options: ["mine", "shared"], required: true, default: "mine", index: true }),
    defaultFor: relations({ to: "role" }),
    pinnedFor: relations({ to: "role" }),
    position: number({ default: "0" }),
  },
  ownership: { by: "owner" },
  configuration: { key: ["object", "name"], only: { field: "sharing", value: "shared" } },
  shared: { field: "sharing", value: "shared", by: "settings" },
  list: { columns: ["name", "object", "sharing", "defaultFor", "owner"], sort: "name" },
  layout: [
    {
      name: "main",
      fields: ["name", "object", "definition", "sharing", "defaultFor", "pinnedFor", "position", "owner"],
    },
  ],
  internal: true,
});
