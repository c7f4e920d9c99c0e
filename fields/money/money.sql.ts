/** Money in PostgreSQL: the amount, its currency, and the base amount that sorts, filters and sums. */
import { sql } from "#model/sql.ts";
import type { ColumnOf, Sql, SqlFace } from "../sql-face.ts";
import { orderedCondition } from "../comparing/ordered.sql.ts";
import { NO_DECIMALS, THREE_DECIMALS } from "./currency.ts";

const listed = (codes: string[]): ReturnType<typeof sql.raw> => sql.raw(codes.map((code) => `'${code}'`).join(","));

/** With at least the decimals that its currency is written with. */
function writtenAmount(column: ColumnOf): Sql {
  const [amount, currency] = [column("_amount"), column("_currency")];
  const digits = sql`case when ${currency} in (${listed(NO_DECIMALS)}) then 0 when ${currency} in (${listed(THREE_DECIMALS)}) then 3 else 2 end`;
  return sql`round(${amount}, greatest(min_scale(${amount}), ${digits}))::text`;
}

export const money: SqlFace = {
  columns: () => ({
    _amount: { type: "numeric", cast: "numeric" },
    _currency: { type: 'text collate "C"', cast: "text" },
    _base: { type: "numeric", cast: "numeric" },
  }),
  read(column) {
    const [amount, currency, base] = [column("_amount"), column("_currency"), column("_base")];
    const parts = sql`'amount', ${writtenAmount(column)}, 'currency', ${currency}`;
    return sql`case when ${amount} is not null then json_strip_nulls(json_build_object(${parts}, 'base', round(${base}, greatest(min_scale(${base}), 2))::text)) end`;
  },
  sort: (column) => ({ by: column("_base"), cast: "numeric", suffix: "_base" }),
  condition: (operator, column, operand) =>
    orderedCondition(
      operator,
      operator === "empty" || operator === "notEmpty" ? column("_amount") : column("_base"),
      operand,
      "numeric",
    ),
  text: (column) => sql`${writtenAmount(column)} || ' ' || ${column("_currency")}`,
  amount: (column) => column("_base"),
  exportText: (column) => sql`${writtenAmount(column)} || ' ' || ${column("_currency")}`,
  parts: (column) => ({
    amount: { text: writtenAmount(column), cell: "number" },
    currency: { text: column("_currency") },
  }),
};
