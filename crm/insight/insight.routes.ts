/** The addresses of Insight. All need the capability and speak of what the viewer may see. */
import { z, type ZodType } from "zod";
import type { Context } from "#engine/context.ts";
import { abc, ABC_LIMITS, ABC_MEASURES } from "./abc.queries.ts";
import { measures } from "./measures.queries.ts";
import { revenue, INTERVALS } from "./revenue.queries.ts";
import { rfm } from "./rfm.queries.ts";
import { topCustomers, topProducts } from "./top.queries.ts";

/** A route as the doorstep knows it, said without knowing the doorstep. */
export interface InsightRoute {
  method: "GET";
  path: string;
  right: { capability: "insight" };
  query: ZodType;
  response: ZodType;
  summary: string;
  description?: string;
  run(call: { readonly ctx: Context; query: undefined }): Promise<unknown>;
}

function insight<Q extends ZodType>(
  path: string,
  query: Q,
  response: ZodType,
  summary: string,
  run: (ctx: Context, query: z.output<Q>) => Promise<unknown>,
): InsightRoute {
  return {
    method: "GET",
    path: `/api/v1/insight/${path}`,
    right: { capability: "insight" },
    query,
    response,
    summary,
    run: (call) => run(call.ctx, call.query as z.output<Q>),
  };
}

const day = z.iso.date().meta({ description: "A day in the workspace's zone" });
const period = { from: day.optional(), to: day.optional() };
const amount = z.string().meta({ description: "A decimal number as text, in the workspace's currency" });
const visible = z.enum(["all", "team", "own"]).meta({ description: "Whose customers the figures cover" });
const about = { currency: z.string(), visible };

const limits = z
  .string()
  .default(ABC_LIMITS.join(","))
  .transform((text) => text.split(",").map(Number))
  .refine(
    (list) => list.length <= 4 && list.every((limit, index) => limit > (list[index - 1] ?? 0) && limit < 100),
    "are one to four ascending percentages between 0 and 100, such as 80,95",
  )
  .meta({ description: "Where the classes end, in per cent of the total, ascending", examples: ["80,95"] });
const limit = z.coerce.number().int().min(1).max(100).default(10).meta({ description: "1 to 100" });

const top = (figure: Record<string, ZodType>) =>
  z.object({
    ...about,
    data: z.array(z.object({ id: z.string(), title: z.string(), amount, share: z.number(), ...figure })),
  });

export const insightRoutes: InsightRoute[] = [
  insight(
    "abc",
    z.strictObject({
      measure: z.enum(ABC_MEASURES).default("revenue").meta({ description: "What the classes are by" }),
      limits,
      ...period,
    }),
    z.object({
      ...about,
      measure: z.enum(ABC_MEASURES),
      total: amount,
      customers: z.int(),
      limits: z.array(z.number()),
      classes: z.array(
        z.object({ class: z.string(), customers: z.int(), customerShare: z.number(), amount, amountShare: z.number() }),
      ),
      curve: z.array(z.object({ customers: z.number(), amount: z.number() })),
    }),
    "Which customers carry the company",
    abc,
  ),
  insight(
    "rfm",
    z.strictObject({}),
    z.object({
      ...about,
      asOf: z.string().nullable(),
      cells: z.array(z.object({ recency: z.int(), frequency: z.int(), customers: z.int(), revenue: amount })),
      groups: z.array(z.object({ name: z.string(), customers: z.int(), revenue: amount })),
    }),
    "Recency and frequency of purchases, in named groups",
    (ctx) => rfm(ctx),
  ),
  insight(
    "revenue",
    z.strictObject({
      interval: z.enum(INTERVALS).default("month").meta({ description: "One figure for each" }),
      ...period,
    }),
    z.object({
      ...about,
      interval: z.enum(INTERVALS),
      data: z.array(
        z.object({
          period: z.string(),
          sales: amount,
          returns: amount,
          net: amount,
          anonymous: amount,
          orders: z.int(),
          customers: z.int(),
        }),
      ),
    }),
    "Revenue over time",
    revenue,
  ),
  insight(
    "top-customers",
    z.strictObject({ limit, ...period }),
    top({ orders: z.int() }),
    "The customers who bring most",
    topCustomers,
  ),
  insight(
    "top-products",
    z.strictObject({ limit, ...period }),
    top({ quantity: z.string() }),
    "The products that bring most",
    topProducts,
  ),
  insight(
    "measures",
    z.strictObject(period),
    z.looseObject({ ...about, customers: z.int(), netWithCustomer: amount }),
    "Named sums over the whole base",
    measures,
  ),
];
