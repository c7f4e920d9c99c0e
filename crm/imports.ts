/** Names the ways in which files become records: what the engine of imports is told by the product. */
import type { ProductImports } from "#engine/transfer/preset.ts";
import { invoiceLines } from "./sales/invoice-lines.import.ts";

export const imports: ProductImports = {
  presets: [invoiceLines],
  names: [],
};
