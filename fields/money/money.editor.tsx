/** Writes an amount and picks its currency. */
import { Group, NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import type { Money } from "./money.view.tsx";
import { useLookup } from "../lookup.ts";
import { NumberEditor } from "../number/number.editor.tsx";
import { labelled, type EditorProps, type FieldEditing, type OperandProps } from "../view.ts";

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
    <NumberInput
      {...labelled(props)}
      dir="ltr"
      hideControls
      decimalScale={4}
      value={money?.amount ?? ""}
      onChange={(amount) => change(amount, currency)}
      // The currency stands beside the amount, whatever stands above and below it.
      inputContainer={(amount) => (
        <Group gap={4} wrap="nowrap" align="flex-start">
          <div style={{ flex: 1 }}>{amount}</div>
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
      )}
    />
  );
}

/** Filters compare the base amount: a plain number. */
const FilterEditor = (props: OperandProps) => <NumberEditor {...props} compact />;

export const editing: FieldEditing = { Editor, FilterEditor };
