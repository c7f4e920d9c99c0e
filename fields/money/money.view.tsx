/** An amount with its currency on the screen; the base amount on hover where it differs. */
import type { Json } from "#model/json.ts";
import { useFormat } from "#ui/format.tsx";
import { lateEditor, lateOperand } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

export interface Money {
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
  Editor: lateEditor("money"),
  FilterEditor: lateOperand("money"),
  OperandText,
  toInput,
  ofAmount,
  width: 130,
  align: "end",
};
