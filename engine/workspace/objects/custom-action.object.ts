/** A button that an administrator made: what is asked of who presses it, when it is offered, and what it does in order. */
import { boolean, choices, integer, json, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const customAction = defineObject({
  name: "customAction",
  area: "workspace",
  icon: "route",
  title: ["name"],
  fields: {
    object: text({ required: true, index: true, caseSensitive: true, maxLength: 40 }),
    /** In the API, with the mark `x_`; it stays when the words change. */
    name: text({ required: true, index: true, caseSensitive: true, maxLength: 30 }),
    /** By language: `{ "en": "Give notice" }`. */
    label: json({ required: true }),
    icon: text({ caseSensitive: true, maxLength: 60 }),
    places: choices({ options: ["record", "list"], default: ["record"] }),
    /** `[{ "name": "reason", "type": "text", "label": { "en": "Why?" }, "required": true }]` */
    inputs: json(),
    /** A filter: only on records that pass it. */
    condition: json({ shape: "filter" }),
    steps: json({ required: true }),
    active: boolean({ default: true }),
    position: integer({ default: 0 }),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  list: { columns: ["object", "name", "places", "active", "position"], sort: "name" },
  layout: [
    {
      name: "main",
      fields: ["object", "name", "label", "icon", "places", "inputs", "condition", "steps", "active", "position"],
    },
  ],
  internal: true,
});
