/** What one unit of a foreign currency is worth in the workspace's, from a day on. */
import { date, number, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

export const currencyRate = defineObject({
  name: "currencyRate",
  area: "sales",
  icon: "currency",
  title: ["currency"],
  fields: {
    currency: text({ required: true, index: true, maxLength: 3 }),
    rate: number({ required: true, min: 0 }),
    validFrom: date({ required: true, index: true }),
  },
  ownership: { by: "none" },
  list: { columns: ["currency", "rate", "validFrom"], sort: "-validFrom" },
  layout: [{ name: "main", fields: ["currency", "rate", "validFrom"] }],
  internal: true,
});
