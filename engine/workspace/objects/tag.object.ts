/** A word that people put on records; the same words for every object. */
import { choice, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

const TAG_COLORS = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"] as const;

export const tag = defineObject({
  name: "tag",
  area: "workspace",
  icon: "tag",
  title: ["name"],
  fields: {
    name: text({ required: true, unique: true, search: true, index: true, maxLength: 100 }),
    color: choice({ options: [...TAG_COLORS], default: "gray" }),
  },
  ownership: { by: "none" },
  list: { columns: ["name", "color", "createdAt"], sort: "name" },
  layout: [{ name: "main", fields: ["name", "color"] }],
  internal: true,
});
