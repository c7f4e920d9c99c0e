/** Recomputes the measures of the retail file straight from its lines, with whole numbers, apart from all of the product's code. */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import Papa from "papaparse";

/** Fee codes that the person importing confirms; all else in the file is goods. */
export const FEE_CODES = ["POST", "DOT", "M", "m", "C2", "D", "BANK CHARGES", "AMAZONFEE", "CRUK", "S", "B"];

export interface RetailMeasures {
  customers: number;
  /** Customers with at least one sale above zero. */
  customersWithPurchase: number;
  /** Amounts in GBP as decimal strings with three decimals, exact. */
  salesWithCustomer: string;
  feesWithCustomer: string;
  returnsWithCustomer: string;
  netWithCustomer: string;
  salesAnonymous: string;
  grossAll: string;
  orders: number;
  returns: number;
  /** Orders above zero by customer, net by customer, for statistics. */
  byCustomer: Map<string, { net: bigint; sales: bigint; orders: number; returns: number; last: string }>;
  /** Net by month of the lines with a customer, `2010-12` → thousandths. */
  byMonth: Map<string, bigint>;
  productCodes: number;
  lines: number;
}

interface Line {
  InvoiceNo: string;
  StockCode: string;
  Quantity: string;
  InvoiceDate: string;
  UnitPrice: string;
  CustomerID: string;
}

/** `-1.5` → -1500n */
export function thousandths(text: string): bigint {
  const [, sign, whole, part = ""] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text.trim()) ?? [];
  if (sign === undefined || part.length > 3) throw new Error(`"${text}" has no exact number of thousandths`);
  return BigInt(`${sign}${whole || "0"}${part.padEnd(3, "0")}`);
}

export const decimal = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(4, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
};

/** Reads `online_retail.csv.gz`. A `C` before the number makes a return, an `A` an adjustment, all else is a sale. */
export async function retailMeasures(path: string): Promise<RetailMeasures> {
  const sums = { sales: 0n, fees: 0n, net: 0n, anonymousSales: 0n, all: 0n, returns: 0n };
  const invoices = new Map<string, { customer: string; kind: string; total: bigint; at: string }>();
  const byMonth = new Map<string, bigint>();
  const products = new Set<string>();
  let lines = 0;
  const rows = createReadStream(path)
    .pipe(createGunzip())
    .pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true, skipEmptyLines: true }));
  for await (const row of rows as AsyncIterable<Line>) {
    lines += 1;
    products.add(row.StockCode);
    const amount = (thousandths(row.Quantity) / 1000n) * thousandths(row.UnitPrice);
    const kind = row.InvoiceNo.startsWith("C") ? "return" : row.InvoiceNo.startsWith("A") ? "adjustment" : "sale";
    const invoice = invoices.get(row.InvoiceNo) ?? { customer: row.CustomerID, kind, total: 0n, at: row.InvoiceDate };
    invoice.total += amount;
    if (row.InvoiceDate < invoice.at) invoice.at = row.InvoiceDate;
    invoices.set(row.InvoiceNo, invoice);
    sums.all += amount;
    if (!row.CustomerID) {
      if (kind === "sale") sums.anonymousSales += amount;
      continue;
    }
    sums.net += amount;
    if (kind === "return") sums.returns += amount;
    if (kind === "sale") sums.sales += amount;
    if (kind === "sale" && FEE_CODES.includes(row.StockCode)) sums.fees += amount;
    const month = row.InvoiceDate.slice(0, 7);
    byMonth.set(month, (byMonth.get(month) ?? 0n) + amount);
  }
  const byCustomer = perCustomer(invoices.values());
  return {
    customers: byCustomer.size,
    customersWithPurchase: [...byCustomer.values()].filter((customer) => customer.orders > 0).length,
    salesWithCustomer: decimal(sums.sales),
    feesWithCustomer: decimal(sums.fees),
    returnsWithCustomer: decimal(sums.returns),
    netWithCustomer: decimal(sums.net),
    salesAnonymous: decimal(sums.anonymousSales),
    grossAll: decimal(sums.all),
    orders: invoices.size,
    returns: [...invoices.values()].filter((invoice) => invoice.kind === "return").length,
    byCustomer,
    byMonth,
    productCodes: products.size,
    lines,
  };
}

function perCustomer(
  invoices: Iterable<{ customer: string; kind: string; total: bigint; at: string }>,
): RetailMeasures["byCustomer"] {
  const customers: RetailMeasures["byCustomer"] = new Map();
  for (const invoice of invoices) {
    if (!invoice.customer) continue;
    const customer = customers.get(invoice.customer) ?? { net: 0n, sales: 0n, orders: 0, returns: 0, last: "" };
    customer.net += invoice.total;
    if (invoice.kind === "sale") customer.sales += invoice.total;
    if (invoice.kind === "return") customer.returns += 1;
    if (invoice.kind === "sale" && invoice.total > 0n) {
      customer.orders += 1;
      if (invoice.at > customer.last) customer.last = invoice.at;
    }
    customers.set(invoice.customer, customer);
  }
  return customers;
}
