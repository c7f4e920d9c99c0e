/** What the first rows of invoice lines would become, for a person to look at before anything is stored. */
import type { PreviewRecord, Work } from "#engine/transfer/preset.ts";
import { CellReader } from "#engine/transfer/read-cells.ts";
import { columnText, isObject, type Json, type JsonObject } from "#model/json.ts";
import { decimal, plus, textOf, times, ZERO, type Decimal } from "./decimal.ts";
import { kindOf, withParty } from "./invoice-lines.reader.ts";

type Previewed = JsonObject & { lines: JsonObject[] };

const SHOWN = 8;
const KINDS = { s: "sale", r: "return", a: "adjustment" };

export function previewOrders(work: Work, rows: readonly string[][]): PreviewRecord[] {
  const mapping = withParty(work.mapping, work.ctx.catalogue);
  const reader = (object: string): CellReader =>
    new CellReader(work.ctx.catalogue.object(object), mapping, work.settings);
  const [order, line, product, party] = [
    reader("order"),
    reader("orderLine"),
    reader("product"),
    reader(mapping.customerKind),
  ];
  const fees = new Set(mapping.fees.filter((fee) => fee.fee).map((fee) => fee.code));
  const [orders, products, parties] = [
    new Map<string, Previewed>(),
    new Map<string, JsonObject>(),
    new Map<string, JsonObject>(),
  ];
  for (const cells of rows) {
    const [head, one, goods, who] = [order, line, product, party].map((each) => each.read(cells, []));
    const number = head!["number"];
    if (typeof number !== "string") continue;
    const code = columnText(goods!["code"]);
    if (code !== "" && !products.has(code))
      products.set(code, {
        ...goods,
        name: goods!["name"] ?? one!["description"] ?? null,
        kind: fees.has(code) ? "fee" : "goods",
      });
    const key = columnText(who!["number"] ?? nameOf(who!));
    if (key !== "") parties.set(key, { ...parties.get(key), ...who });
    const found: Previewed = orders.get(number) ?? {
      ...head!,
      number,
      kind: KINDS[kindOf(number, mapping.returns.cancelledPrefix)],
      customer: key === "" ? null : { id: "", title: key },
      currency: mapping.currency,
      lines: [],
    };
    found.lines.push({ ...one!, product: code === "" ? null : { id: "", title: code } });
    orders.set(number, found);
  }
  const shown = (object: string, list: Iterable<JsonObject>): PreviewRecord[] =>
    [...list].slice(0, SHOWN).map((values) => ({ object, values }));
  return [
    ...shown(
      "order",
      [...orders.values()].map((found) => ({
        ...found,
        total: { amount: textOf(totalOf(found.lines)), currency: mapping.currency },
      })),
    ),
    ...shown("product", products.values()),
    ...shown(mapping.customerKind, parties.values()),
  ];
}

const nameOf = (who: JsonObject): string =>
  isObject(who["name"]) ? columnText(who["name"]["full"] as Json) : columnText(who["name"]);

const totalOf = (lines: readonly JsonObject[]): Decimal =>
  lines.reduce(
    (sum, line) =>
      plus(sum, times(decimal(columnText(line["quantity"] ?? "0")), decimal(columnText(line["unitPrice"] ?? "0")))),
    ZERO,
  );
