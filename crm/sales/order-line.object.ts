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
    /** From the product where it is not said. */
    unitPrice: number(),
    /** An amount for the whole line, before tax. */
    discount: number(),
    /** An amount for the whole line; from the product's rate where it is not said. */
    tax: number(),
    /** What one unit cost us, in the order's currency; from the product where it is not said. */
    unitCost: number(),
    /** quantity × unitPrice − discount */
    net: number({ readOnly: true }),
    base: number({ readOnly: true }),
    baseCost: number({ readOnly: true }),
  },
  ownership: { by: "parent", field: "order" },
  list: {
    columns: ["position", "product", "description", "quantity", "unitPrice", "discount", "tax", "net"],
    sort: "position",
  },
  layout: [
    { name: "main", fields: ["product", "description", "quantity", "unitPrice", "discount", "tax", "unitCost", "net"] },
  ],
  create: ["product", "description", "quantity", "unitPrice", "discount", "tax"],
  childOf: { object: "order", field: "lines" },
});
