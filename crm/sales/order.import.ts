/** What columns about whole orders are called, where a row is an order and not a line. */
import type { ColumnNames } from "#engine/transfer/preset.ts";

export const orderNames: ColumnNames = {
  object: "order",
  fields: {
    number: [
      "Order Number",
      "Order No",
      "Order Id",
      "Invoice No",
      "Invoice Number",
      "Invoice",
      "ऑर्डर नंबर",
      "آرڈر نمبر",
    ],
    kind: ["Order Kind", "Kind"],
    status: ["Order Status", "Status"],
    customer: ["Customer", "Customer Number", "Customer No", "Customer ID", "Customer Code", "ग्राहक", "گاہک"],
    contact: ["Ordered By", "Buyer"],
    orderedAt: ["Order Date", "Invoice Date", "Ordered At", "दिनांक", "تاریخ"],
    currency: ["Currency", "मुद्रा", "کرنسی"],
    channel: ["Channel", "Sales Channel"],
    reference: ["Reference", "PO Number"],
    tags: ["Tags"],
    notes: ["Notes", "Comment"],
    externalId: ["External ID"],
  },
};
