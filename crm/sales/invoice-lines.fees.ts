/** Which codes of invoice lines are fees and not goods: proposed by what they look like, confirmed by a person. */
import type { Survey } from "#engine/transfer/preset.ts";
import { columnFor, type Fee, type Mapping } from "#engine/transfer/mapping.ts";
import { ownCopy } from "#engine/transfer/read-cells.ts";
import type { ParseSettings } from "#model/field.ts";
import { readDecimal } from "#fields/reading/decimal.ts";
import { decimal, plus, textOf, times, ZERO, type Decimal } from "./decimal.ts";

/** Postage, carriage, samples, discounts, manual entries, bank and market charges. */
const KNOWN = new Set([
  "post",
  "postage",
  "dot",
  "dotcom postage",
  "c2",
  "carriage",
  "m",
  "manual",
  "d",
  "discount",
  "s",
  "sample",
  "samples",
  "b",
  "bank charges",
  "amazonfee",
  "amazon fee",
  "cruk",
  "ship",
  "shipping",
  "freight",
  "delivery",
  "courier",
  "handling",
  "fee",
  "fees",
  "charges",
  "commission",
  "adjust",
  "adjustment",
  "rounding",
  "tax",
  "vat",
  "gst",
  "tip",
  "service charge",
  "cod",
  "deposit",
  "giftwrap",
  "gift wrap",
]);
const MOST = 200;
const MOST_CODES = 200_000;

interface Seen {
  description: string;
  lines: number;
  amount: Decimal;
}

/** Undefined where no column holds codes. */
export function feeSurvey(mapping: Mapping, settings: ParseSettings): Survey | undefined {
  const code = columnFor(mapping, "product", "code");
  if (code === undefined) return undefined;
  const columns = {
    description: columnFor(mapping, "orderLine", "description"),
    quantity: columnFor(mapping, "orderLine", "quantity"),
    price: columnFor(mapping, "orderLine", "unitPrice"),
  };
  const number = (text: string | undefined): Decimal => {
    const read = readDecimal(text?.trim() ?? "", settings.decimal);
    return read === undefined ? ZERO : decimal(read);
  };
  const cellAt = (cells: readonly string[], index: number | undefined): string | undefined =>
    index === undefined ? undefined : cells[index];
  const seen = new Map<string, Seen>();
  return {
    row(cells) {
      const written = (cells[code] ?? "").trim();
      if (written === "" || (/\d/.test(written) && !KNOWN.has(written.toLowerCase()))) return;
      let found = seen.get(written);
      if (!found) {
        if (seen.size >= MOST_CODES) return;
        found = {
          description: ownCopy((cellAt(cells, columns.description) ?? "").trim()).slice(0, 200),
          lines: 0,
          amount: ZERO,
        };
        seen.set(ownCopy(written), found);
      }
      found.lines += 1;
      found.amount = plus(
        found.amount,
        times(number(cellAt(cells, columns.quantity)), number(cellAt(cells, columns.price))),
      );
      if (found.description === "")
        found.description = ownCopy((cellAt(cells, columns.description) ?? "").trim()).slice(0, 200);
    },
    done: () => ({ fees: proposed(seen, mapping.fees) }),
  };
}

/** Where most codes have no digits, that says nothing. What a person said before stays said. */
function proposed(seen: ReadonlyMap<string, Seen>, former: readonly Fee[]): Fee[] {
  const said = new Map(former.map((fee) => [fee.code, fee.fee]));
  const letters = seen.size <= MOST;
  return [...seen]
    .filter(([code]) => letters || KNOWN.has(code.toLowerCase()))
    .toSorted((a, b) => b[1].lines - a[1].lines || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST)
    .map(([code, { description, lines, amount }]) => ({
      code: code.slice(0, 200),
      description,
      lines,
      amount: textOf(amount),
      proposed: true,
      fee: said.get(code) ?? KNOWN.has(code.toLowerCase()),
    }));
}
