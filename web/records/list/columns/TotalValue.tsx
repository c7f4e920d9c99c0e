/** A sum or an average of a column, as its field is written; amounts of money are in the base currency. */
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { Json } from "#model/json.ts";
import type { Total } from "#model/view-parts.ts";
import { useFormat } from "#ui/format.tsx";
import type { MetaField, MetaObject } from "../../../api/meta.ts";
import { FieldValue } from "../../FieldValue.tsx";

interface TotalValueProps {
  object: MetaObject;
  field: MetaField;
  total: Total;
  value: Json | undefined;
}

/** An average has no end of digits: four are kept. */
const rounded = (value: Json, total: Total): string => {
  const text = String(value as string | number);
  const [whole = "", decimals = ""] = text.split(".");
  return total === "avg" && decimals.length > 4 ? `${whole}.${decimals.slice(0, 4)}` : text;
};

export function TotalValue({ object, field, total, value }: TotalValueProps) {
  const { t } = useTranslation();
  const { baseCurrency } = useFormat().settings;
  if (value === null || value === undefined) return null;
  const { ofAmount } = viewOf(field.type);
  const amount = rounded(value, total);
  const kind = t(`list.total.${total}`);
  return (
    <span
      data-hint={ofAmount ? t("list.totalInBase", { kind, currency: baseCurrency }) : t("list.totalOfAll", { kind })}
      style={{ display: "inline-flex", gap: 6, alignItems: "baseline", flex: "none" }}
    >
      <span style={{ color: "var(--ink-faint)", fontSize: "0.6875rem", fontWeight: 400 }}>{kind}</span>
      <FieldValue object={object} field={field} value={ofAmount ? ofAmount(amount, baseCurrency) : amount} />
    </span>
  );
}
