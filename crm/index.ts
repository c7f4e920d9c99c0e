/** Names all that a CRM is made of: the one registry that server and engine read. */
import { activity } from "./activities/activity.object.ts";
import { company } from "./customers/company.object.ts";
import { contact } from "./customers/contact.object.ts";
import { customer } from "./customers/customer.object.ts";
import { suppression } from "./marketing/suppression.object.ts";
import { currencyRate } from "./sales/currency-rate.object.ts";
import { orderLine } from "./sales/order-line.object.ts";
import { order } from "./sales/order.object.ts";
import { product } from "./sales/product.object.ts";

/** In the order of the rail: the customers come first. */
export const areas = ["customers", "activities", "sales", "marketing"] as const;

export const objects = [customer, company, contact, activity, order, orderLine, product, currencyRate, suppression];
