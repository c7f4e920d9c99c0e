/** An amount with its currency on the screen; the base amount on hover where it differs. */
import { Group, NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { useLookup } from "../lookup.ts";
import { NumberEditor } from "../number/number.view.tsx";
import { labelled, type CellProps, type EditorProps, type FieldView, type OperandProps } from "../view.ts";

interface Money {
  amount: string;
  currency: string;
  base?: string | null;
}

function Cell({ value }: CellProps) {
  const format = useFormat();
  const money = value as unknown as Money;
  const own = format.money(money.amount, money.currency);
  const foreign = money.currency !== format.settings.baseCurrency && typeof money.base === "string";
  return (
    <bdi className="tabular" title={foreign && money.base ? format.money(money.base) : undefined}>
      {own}
    </bdi>
  );
}

function Editor(props: EditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currencies } = useLookup();
  const money = props.value as unknown as Money | null;
  const currency = money?.currency ?? format.settings.baseCurrency;
  const known = [...new Set([currency, format.settings.baseCurrency, ...currencies])];
  const change = (amount: unknown, unit: string) =>
    props.onChange(amount === "" || amount === "-" ? null : { amount: String(amount), currency: unit });
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <NumberInput
        {...labelled(props)}
        style={{ flex: 1 }}
        dir="ltr"
        hideControls
        decimalScale={4}
        value={money?.amount ?? ""}
        onChange={(amount) => change(amount, currency)}
      />
      <Select
        aria-label={t("value.currency")}
        w={82}
        data={known}
        value={currency}
        allowDeselect={false}
        searchable
        onChange={(unit) => unit && change(money?.amount ?? "", unit)}
      />
    </Group>
  );
}

/** Filters compare the base amount: a plain number. */
const FilterEditor = (props: OperandProps) => <NumberEditor {...props} compact />;

function OperandText({ value }: CellProps) {
  const format = useFormat();
  return <bdi className="tabular">{format.money(value as string)}</bdi>;
}

/** The base amount is the server's. */
const toInput = (value: Json): Json => {
  const { amount, currency } = value as unknown as Money;
  return { amount, currency };
};

const ofAmount = (amount: string, currency: string): Json => ({ amount, currency });

export const view: FieldView = {
  Cell,
  Editor,
  FilterEditor,
  OperandText,
  toInput,
  ofAmount,
  width: 130,
  align: "end",
};
