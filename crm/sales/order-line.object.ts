/** A line of an order. Amounts are in the order's currency; `base` is in the workspace's, at the order's frozen rate. */
import { integer, number, relation, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const orderLine = defineObject({
  name: "orderLine",
  area: "sales",
  icon: "list-details",
  title: ["description", "product"],
  fields: {
    order: relation({ to: "order", required: true, index: true }),
    position: integer(),
    product: relation({ to: "product", index: true }),
    description: text({ maxLength: 1000 }),
    /** Signed: what comes back is negative. */
    quantity: number({ required: true, default: "1" }),
    unitPrice: number({ required: true, default: "0" }),
    /** An amount for the whole line, before tax. */
    discount: number(),
    /** An amount for the whole line. */
    tax: number(),
    /** What the whole line cost us; from the product where it is not said. */
    cost: number(),
    /** quantity × unitPrice − discount */
    net: number({ readOnly: true }),
    base: number({ readOnly: true, index: true }),
    baseCost: number({ readOnly: true }),
  },
  ownership: { by: "parent", field: "order" },
  list: { columns: ["position", "product", "description", "quantity", "unitPrice", "discount", "tax", "net"], sort: "position" },
  layout: [{ name: "main", fields: ["product", "description", "quantity", "unitPrice", "discount", "tax", "cost", "net"] }],
  create: ["product", "description", "quantity", "unitPrice", "discount", "tax"],
  childOf: { object: "order", field: "lines" },
});
