/** Names all that a CRM is made of: the one registry that server and engine read. */
import type { JobDefinition } from "#engine/jobs/definition.ts";
import type { ObjectRules } from "#engine/records/rules.ts";
import { activity } from "./activities/activity.object.ts";
import { activityRules } from "./activities/activity.rules.ts";
import { company } from "./customers/company.object.ts";
import { contact } from "./customers/contact.object.ts";
import { customer } from "./customers/customer.object.ts";
import { companyRules, contactRules } from "./customers/customer.rules.ts";
import { teamOfOwnerRules } from "./customers/team-of-owner.rules.ts";
import { classesJob } from "./insight/classes.job.ts";
import { insightRoutes } from "./insight/insight.routes.ts";
import { customerStatisticsRules, orderStatisticsRules } from "./insight/statistics.rules.ts";
import { suppression } from "./marketing/suppression.object.ts";
import { suppressionRules } from "./marketing/suppression.rules.ts";
import { currencyRate } from "./sales/currency-rate.object.ts";
import { currencyRateRules } from "./sales/currency-rate.rules.ts";
import { moneyBaseRules } from "./sales/money-base.rules.ts";
import { orderLine } from "./sales/order-line.object.ts";
import { order } from "./sales/order.object.ts";
import { orderOwnershipRules, orderRules } from "./sales/order.rules.ts";
import { product } from "./sales/product.object.ts";
import { productRules } from "./sales/product.rules.ts";

/** In the order of the rail: the customers come first. */
export const areas = ["customers", "activities", "sales", "marketing"] as const;

export const objects = [customer, company, contact, activity, order, orderLine, product, currencyRate, suppression];

/** Of one object they run in this order. */
export const rules: ObjectRules[] = [
  teamOfOwnerRules,
  moneyBaseRules,
  companyRules,
  contactRules,
  orderOwnershipRules,
  customerStatisticsRules,
  activityRules,
  productRules,
  currencyRateRules,
  orderRules,
  orderStatisticsRules,
  suppressionRules,
];

export const jobs: JobDefinition[] = [classesJob];

export { worthToday as worth } from "./sales/worth.ts";

export const routes = [...insightRoutes];
