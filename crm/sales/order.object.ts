/** A sale, a return or an adjustment: one aggregate with its lines, matched by its number. */
import {
  boolean,
  children,
  choice,
  datetime,
  externalId,
  longText,
  money,
  number,
  percent,
  relation,
  tags,
  text,
} from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

const ORDER_KINDS = ["sale", "return", "adjustment"] as const;

/** A draft and a cancelled order count in no figure. */
const ORDER_STATUSES = ["draft", "confirmed", "delivered", "invoiced", "paid", "cancelled"] as const;

export const order = defineObject({
  name: "order",
  area: "sales",
  icon: "shopping-cart",
  title: ["number"],
  fields: {
    number: text({ unique: true, search: true, index: true, maxLength: 100 }),
    kind: choice({ options: [...ORDER_KINDS], required: true, default: "sale", index: true }),
    status: choice({ options: [...ORDER_STATUSES], required: true, default: "confirmed" }),
    customer: relation({ to: "customer", index: true }),
    company: relation({ to: "company", readOnly: true, index: true }),
    contact: relation({ to: "contact", index: true }),
    original: relation({ to: "order", index: true }),
    orderedAt: datetime({ required: true, default: { now: true }, index: true }),
    currency: text({ maxLength: 3 }),
    rate: number({ readOnly: true }),
    lines: children({ object: "orderLine", by: "order" }),
    net: money({ readOnly: true }),
    discount: money({ readOnly: true }),
    tax: money({ readOnly: true }),
    total: money({ readOnly: true, index: true }),
    cost: money({ readOnly: true }),
    margin: money({ readOnly: true }),
    marginPercent: percent({ readOnly: true }),
    country: text({ maxLength: 2, shows: "country" }),
    channel: choice({ options: ["visit", "phone", "email", "web", "shop", "marketplace", "whatsapp", "other"] }),
    anonymous: boolean({ readOnly: true }),
    reference: text({ search: true, maxLength: 200 }),
    tags: tags(),
    notes: longText(),
    externalId: externalId({ unique: true }),
  },
  ownership: { by: "owner" },
  list: {
    columns: ["number", "customer", "kind", "status", "orderedAt", "total", "margin", "country", "owner"],
    sort: "-orderedAt",
  },
  layout: [
    {
      name: "main",
      fields: ["number", "kind", "status", "customer", "contact", "company", "orderedAt", "original", "owner", "team"],
    },
    { name: "lines", fields: ["lines"] },
    {
      name: "amounts",
      fields: ["net", "discount", "tax", "total", "cost", "margin", "marginPercent", "currency", "rate"],
    },
    { name: "more", fields: ["country", "channel", "anonymous", "reference", "tags", "notes", "externalId"] },
  ],
  create: ["customer", "contact", "orderedAt", "kind", "number", "currency", "lines"],
  timeline: { subjects: ["self", "customer", "company", "contact"], at: "orderedAt" },
});
