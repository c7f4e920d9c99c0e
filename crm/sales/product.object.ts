/** What is sold: goods, services, and the fees that invoices carry beside them. */
import { boolean, choice, externalId, image, longText, money, percent, tags, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const product = defineObject({
  name: "product",
  area: "sales",
  icon: "package",
  title: ["name", "code"],
  fields: {
    name: text({ search: true, index: true, maxLength: 500 }),
    code: text({ unique: true, caseSensitive: true, search: true, index: true, maxLength: 100 }),
    kind: choice({ options: ["goods", "service", "fee"], required: true, default: "goods", index: true }),
    category: text({ index: true, maxLength: 200 }),
    price: money({ index: true }),
    cost: money(),
    tax: percent({ min: 0, max: 100 }),
    active: boolean({ required: true, default: true, index: true }),
    description: longText(),
    image: image(),
    tags: tags(),
    externalId: externalId({ unique: true }),
  },
  ownership: { by: "none" },
  list: { columns: ["name", "code", "category", "kind", "price", "active"], sort: "name" },
  layout: [
    { name: "main", fields: ["name", "code", "kind", "category", "active", "tags"] },
    { name: "price", fields: ["price", "cost", "tax"] },
    { name: "more", fields: ["description", "image", "externalId"] },
  ],
  create: ["name", "code", "kind", "category", "price", "cost"],
});
