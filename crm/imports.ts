/** Names the ways in which files become records: what the engine of imports is told by the product. */
import { recordsPreset } from "#engine/transfer/records/records.preset.ts";
import type { ProductImports } from "#engine/transfer/preset.ts";
import { activityNames } from "./activities/activity.import.ts";
import { companyNames } from "./customers/company.import.ts";
import { contactNames } from "./customers/contact.import.ts";
import { suppressImported, suppressionNames } from "./marketing/suppression.import.ts";
import { invoiceLines } from "./sales/invoice-lines.import.ts";
import { orderNames } from "./sales/order.import.ts";
import { productNames } from "./sales/product.import.ts";

export const imports: ProductImports = {
  presets: [invoiceLines, recordsPreset],
  names: [contactNames, companyNames, productNames, orderNames, activityNames, suppressionNames],
  suppress: suppressImported,
};
