/** What happens by itself: when something befalls a record, the steps that follow, in the name of who switched it on. */
import { boolean, integer, json, text, user } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const automation = defineObject({
  name: "automation",
  area: "workspace",
  icon: "bolt",
  title: ["name"],
  fields: {
    name: text({ required: true, index: true, maxLength: 100 }),
    object: text({ required: true, index: true, caseSensitive: true, maxLength: 40 }),
    /** `{ "on": "updated", "fields": ["status"] }`, `{ "on": "becomes" }`, `{ "on": "time", "every": "day", "hour": 8 }` … */
    trigger: json({ required: true }),
    /** A filter: only records that pass it. */
    condition: json({ shape: "filter" }),
    /** As those of an action. */
    steps: json({ required: true }),
    /** Records in one day of the workspace; what is beyond waits for the next. */
    dailyLimit: integer({ required: true, default: 500, min: 1, max: 100_000 }),
    active: boolean({ default: false }),
    /** Why it was switched off by itself. */
    offReason: text({ readOnly: true, caseSensitive: true, maxLength: 40 }),
    inNameOf: user({ readOnly: true }),
    position: integer({ default: 0 }),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  configuration: { key: ["name"], off: "active" },
  list: { columns: ["name", "object", "dailyLimit", "active", "inNameOf", "updatedAt"], sort: "name" },
  layout: [
    {
      name: "main",
      fields: [
        "name",
        "object",
        "trigger",
        "condition",
        "steps",
        "dailyLimit",
        "active",
        "offReason",
        "inNameOf",
        "position",
      ],
    },
  ],
  internal: true,
});
