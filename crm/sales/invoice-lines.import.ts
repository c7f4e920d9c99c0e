/** Brings in a file of invoice lines: customers, products, and orders with their lines, all from one table. */
import type { Preset } from "#engine/transfer/preset.ts";
import { columnFor, type Mapping, type Target } from "#engine/transfer/mapping.ts";
import type { Catalogue } from "#model/catalogue.ts";
import type { Issue } from "#model/errors.ts";
import { gather, measure, rejectWholeOrders, tablesOf } from "./invoice-lines.arrange.ts";
import { feeSurvey } from "./invoice-lines.fees.ts";
import { partyPhase, productPhase } from "./invoice-lines.masters.ts";
import { INVOICE_LINE_NAMES } from "./invoice-lines.names.ts";
import { orderPhase } from "./invoice-lines.orders.ts";
import { previewOrders } from "./invoice-lines.preview.ts";
import { invoiceLineReader, STAGING, withParty } from "./invoice-lines.reader.ts";

const NEEDED = [
  ["order", "number"],
  ["order", "orderedAt"],
  ["orderLine", "quantity"],
] as const;

function faults(mapping: Mapping): Issue[] {
  const missing = NEEDED.filter(([object, field]) => columnFor(mapping, object, field) === undefined);
  const issues: Issue[] = missing.map(([object, field]) => ({
    path: "mapping.columns",
    message: `no column fills ${object}.${field}; invoice lines need one`,
    code: "transfer.needsColumn",
    params: { field: `${object}.${field}` },
  }));
  if (
    columnFor(mapping, "product", "code") === undefined &&
    columnFor(mapping, "orderLine", "description") === undefined
  ) {
    issues.push({
      path: "mapping.columns",
      message: "no column says what was sold: a product code or a description is needed",
      code: "transfer.needsColumn",
      params: { field: "product.code" },
    });
  }
  return issues;
}

/** What stands in every order that it makes, or is reckoned from the rows. */
const ALWAYS: Record<string, readonly string[]> = {
  order: ["number", "kind", "status", "orderedAt", "currency", "customer", "lines"],
  orderLine: ["product", "description", "quantity", "unitPrice"],
  product: ["code", "name", "kind"],
};

/** What is said of a company is a contact's where customers are contacts. */
function fills(mapping: Mapping, catalogue: Catalogue): Target[] {
  const always = Object.entries(ALWAYS).flatMap(([object, fields]) => fields.map((field) => ({ object, field })));
  const country =
    columnFor(mapping, "company", "address", "country") ?? columnFor(mapping, "contact", "address", "country");
  const said = withParty(mapping, catalogue).columns.flatMap(({ target }) => (target === null ? [] : [target]));
  return [...always, ...(country === undefined ? [] : [{ object: "order", field: "country" }]), ...said];
}

export const invoiceLines: Preset = {
  name: "orderLines",
  mainObject: "order",
  names: INVOICE_LINE_NAMES,
  objects: (mapping) => [mapping.customerKind, "product", "order"],
  fills,
  fits: (targets) =>
    NEEDED.every(([object, field]) => targets.has(`${object}.${field}`)) &&
    (targets.has("product.code") || targets.has("orderLine.description")),
  faults,
  survey: feeSurvey,
  staging: () => STAGING,
  reader: invoiceLineReader,
  async arrange(work, ctx, bad) {
    const rejects = await rejectWholeOrders(work, ctx, bad);
    await gather(work, ctx);
    return rejects;
  },
  measures: measure,
  phases: (work) => [partyPhase(work), productPhase(work), orderPhase(work)],
  tables: (work) => Object.values(tablesOf(work)),
  preview: previewOrders,
};
