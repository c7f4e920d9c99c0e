/** Reads a row of invoice lines into the columns of its staging table. */
import { CellReader } from "#engine/transfer/read-cells.ts";
import type { Mapping } from "#engine/transfer/mapping.ts";
import type { CellIssue, StagedRow, Work } from "#engine/transfer/preset.ts";
import type { Catalogue } from "#model/catalogue.ts";
import { fold } from "#model/folding.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";

/** Beside the row's number. `party` is the customer, `head` what else is said of the order. */
export const STAGING = {
  number_key: 'text collate "C" not null',
  number: "text not null",
  kind: '"char" not null',
  code: 'text collate "C"',
  description: "text",
  quantity: "numeric not null",
  at: "timestamptz(3) not null",
  price: "numeric not null",
  party_key: 'text collate "C"',
  party_number: "text",
  country: "text",
  head: "json",
  line: "json",
  product: "json",
  party: "json",
};

/** s: sale, r: return, a: adjustment such as a bad debt. */
export type KindLetter = "s" | "r" | "a";

/** By the letters before the number: the prefix of cancellations, or `A` for adjustments. */
export function kindOf(number: string, cancelledPrefix: string): KindLetter {
  const prefix = cancelledPrefix.trim().toLowerCase();
  const plain = number.toLowerCase();
  if (prefix !== "" && plain.startsWith(prefix) && /^[-\s]?\d/.test(plain.slice(prefix.length))) return "r";
  return /^a\d+$/.test(plain) ? "a" : "s";
}

/** The mapping with all that is said of the customer said of the kind that customers are. */
export function withParty(mapping: Mapping, catalogue: Catalogue): Mapping {
  const kind = catalogue.object(mapping.customerKind);
  const columns = mapping.columns.map(({ index, target }) => {
    if (target === null || (target.object !== "company" && target.object !== "contact")) return { index, target };
    return { index, target: kind.fields.has(target.field) ? { ...target, object: kind.name } : null };
  });
  return { ...mapping, columns };
}

const text = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);
const need = (column: number | null): CellIssue => ({ column, message: "is needed", code: "issue.required" });

export function invoiceLineReader(work: Work): (cells: readonly string[]) => StagedRow {
  const { ctx, settings } = work;
  const mapping = withParty(work.mapping, ctx.catalogue);
  const reader = (object: string): CellReader => new CellReader(ctx.catalogue.object(object), mapping, settings);
  const [order, line, product, party] = [
    reader("order"),
    reader("orderLine"),
    reader("product"),
    reader(mapping.customerKind),
  ];
  const columnOf = (object: string, field: string): number | null =>
    mapping.columns.find(({ target }) => target?.object === object && target.field === field)?.index ?? null;
  const needed = {
    number: columnOf("order", "number"),
    at: columnOf("order", "orderedAt"),
    quantity: columnOf("orderLine", "quantity"),
  };
  return (cells) => {
    const issues: CellIssue[] = [];
    const head = order.read(cells, issues);
    const one = line.read(cells, issues);
    const goods = product.read(cells, issues);
    const who = party.read(cells, issues);
    const number = text(head["number"]);
    const at = text(head["orderedAt"]);
    const quantity = text(one["quantity"]);
    const key = number === null ? null : fold(number);
    const wrong = new Set(issues.map((issue) => issue.column));
    if (number === null && !wrong.has(needed.number)) issues.push(need(needed.number));
    if (at === null && !wrong.has(needed.at)) issues.push(need(needed.at));
    if (quantity === null && !wrong.has(needed.quantity)) issues.push(need(needed.quantity));
    if (issues.length > 0 || number === null || at === null || quantity === null || key === null)
      return { issues, group: key };
    const partyKey = keyOfParty(who);
    const { address, ...rest } = who;
    const country = isObject(address) && Object.keys(address).length === 1 ? text(address["country"]) : null;
    const others = without(country === null ? who : rest, "number");
    return {
      values: [
        key,
        number,
        kindOf(number, mapping.returns.cancelledPrefix),
        text(goods["code"]),
        text(one["description"]) ?? text(goods["name"]),
        quantity,
        at,
        text(one["unitPrice"]) ?? "0",
        partyKey,
        text(who["number"]),
        country ?? countryOf(address),
        without(head, "number", "orderedAt"),
        without(one, "description", "quantity", "unitPrice"),
        without(goods, "code", "name"),
        partyKey === null ? null : others,
      ],
    };
  };
}

const countryOf = (address: Json | undefined): string | null =>
  isObject(address) ? text(address["country"] as Json) : null;

/** By number, else by what else names a customer. */
function keyOfParty(who: JsonObject): string | null {
  const number = text(who["number"]);
  if (number !== null) return fold(number);
  const name = isObject(who["name"]) ? text(who["name"]["full"] as Json) : text(who["name"]);
  return name === null ? null : `name:${fold(name)}`;
}

function without(values: JsonObject, ...names: string[]): string | null {
  let rest: JsonObject | null = null;
  for (const name in values) if (!names.includes(name)) (rest ??= {})[name] = values[name]!;
  return rest === null ? null : JSON.stringify(rest);
}
