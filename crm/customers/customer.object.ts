/** The spine: one row for each company, and for each person who has none; orders, classes and segments hang on it. */
import { choice, datetime, integer, money, relation, text } from "#fields/builders.ts";
import { defineObject } from "#model/object.ts";

const CLASSES = ["A", "B", "C", "none"] as const;

/** Named groups of recency and frequency; what each means stands in `rfm-groups.ts` of insight. */
export const RFM_GROUPS = [
  "champions",
  "loyal",
  "potentialLoyal",
  "newCustomers",
  "promising",
  "needAttention",
  "aboutToSleep",
  "atRisk",
  "cannotLose",
  "hibernating",
  "lost",
] as const;

export const customer = defineObject({
  name: "customer",
  area: "customers",
  icon: "users",
  title: ["name", "number"],
  fields: {
    kind: choice({ options: ["company", "contact"], readOnly: true, required: true, index: true }),
    company: relation({ to: "company", readOnly: true, unique: true }),
    contact: relation({ to: "contact", readOnly: true, unique: true }),
    name: text({ readOnly: true, search: true, index: true, sounds: true, maxLength: 300 }),
    number: text({ readOnly: true, unique: true, search: true, index: true, maxLength: 100 }),
    country: text({ readOnly: true, index: true, maxLength: 2, shows: "country" }),
  },
  statistics: {
    class: choice({ options: [...CLASSES], index: true }),
    recencyScore: integer({ min: 1, max: 5, index: true }),
    frequencyScore: integer({ min: 1, max: 5, index: true }),
    monetaryScore: integer({ min: 1, max: 5, index: true }),
    rfmGroup: choice({ options: [...RFM_GROUPS], index: true }),
    firstOrderAt: datetime({ index: true }),
    lastOrderAt: datetime({ index: true }),
    orderCount: integer({ index: true }),
    returnCount: integer(),
    revenue: money({ index: true }),
    grossRevenue: money(),
    margin: money({ index: true }),
    averageOrder: money(),
  },
  ownership: { by: "owner" },
  list: {
    columns: ["name", "number", "class", "rfmGroup", "revenue", "orderCount", "lastOrderAt", "country", "owner"],
    sort: "name",
  },
  layout: [
    { name: "main", fields: ["name", "number", "kind", "company", "contact", "country", "owner", "team"] },
    {
      name: "value",
      fields: [
        "class",
        "rfmGroup",
        "revenue",
        "margin",
        "averageOrder",
        "orderCount",
        "returnCount",
        "firstOrderAt",
        "lastOrderAt",
      ],
    },
    { name: "scores", fields: ["recencyScore", "frequencyScore", "monetaryScore", "grossRevenue"] },
  ],
  timeline: { subjects: ["self"], at: "createdAt" },
  written: "own",
});
