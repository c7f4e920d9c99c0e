/** The company in six figures. */
import { Skeleton } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import { WHOLE } from "./figures.ts";
import type { Measures } from "./insight.queries.ts";

export function KeyFigures({ measures }: { measures: Measures | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!measures) return <Skeleton height={86} radius="md" />;
  const money = (amount: number | string): string => format.money(amount, measures.currency, WHOLE);
  const buyers = measures.customersWithPurchase;
  const sales = Number(measures.salesWithCustomer) + Number(measures.salesAnonymous);
  const returned = Math.abs(Number(measures.returnsWithCustomer) + Number(measures.returnsAnonymous));
  const figures = [
    ["customers", format.number(buyers)],
    ["net", money(measures.netWithCustomer)],
    ["orders", format.number(measures.orders)],
    ["perCustomer", buyers > 0 ? money(Number(measures.netWithCustomer) / buyers) : "–"],
    ["returnRate", sales > 0 ? format.share(returned / sales, 1) : "–"],
    ["anonymous", money(measures.salesAnonymous)],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`insight.figure.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
