/** A channel by which someone must not be reached, with whence we know it: the proof outlives the address book. */
import { choice, datetime, longText, relation, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const CHANNELS = ["all", "email", "phone", "sms", "whatsapp", "letter"] as const;

export const suppression = defineObject({
  name: "suppression",
  area: "marketing",
  icon: "hand-stop",
  title: ["address", "contact", "company"],
  fields: {
    channel: choice({ options: [...CHANNELS], required: true, default: "all", index: true }),
    address: text({ search: true, index: true, maxLength: 400, personal: true }),
    contact: relation({ to: "contact", index: true }),
    company: relation({ to: "company", index: true }),
    source: choice({
      options: ["manual", "request", "import", "bounce", "complaint"],
      required: true,
      default: "manual",
    }),
    reason: text({ maxLength: 1000 }),
    since: datetime({ required: true, default: { now: true }, index: true }),
    proof: longText({ personal: true }),
  },
  ownership: { by: "none" },
  list: { columns: ["address", "contact", "company", "channel", "source", "since", "reason"], sort: "-since" },
  layout: [
    { name: "main", fields: ["channel", "address", "contact", "company"] },
    { name: "proof", fields: ["source", "reason", "since", "proof"] },
  ],
  create: ["channel", "address", "contact", "company", "reason"],
  timeline: { subjects: ["contact", "company"], at: "since" },
});
