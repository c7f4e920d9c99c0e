/** An address of another system that is told of changes, signed, with the rights of a role. */
import { boolean, datetime, json, relation, text, user } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const webhook = defineObject({
  name: "webhook",
  area: "workspace",
  icon: "world",
  title: ["name"],
  fields: {
    name: text({ required: true, index: true, maxLength: 100 }),
    address: text({ required: true, maxLength: 2000 }),
    /** `[{ "object": "contact", "on": ["created"], "filter": …, "fields": ["name"] }]` */
    topics: json({ required: true }),
    /** What is sent is what this role may read, within what the person may in whose name it is. */
    role: relation({ to: "role", required: true }),
    inNameOf: user({ readOnly: true }),
    active: boolean({ default: true }),
    /** Why it was switched off by itself. */
    offReason: text({ readOnly: true, caseSensitive: true, maxLength: 40 }),
    secretSetAt: datetime({ readOnly: true }),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  configuration: { key: ["name"], off: "active" },
  list: { columns: ["name", "address", "role", "active", "updatedAt"], sort: "name" },
  layout: [
    {
      name: "main",
      fields: ["name", "address", "topics", "role", "inNameOf", "active", "offReason", "secretSetAt"],
    },
  ],
  internal: true,
});
