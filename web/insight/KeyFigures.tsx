/** The company in six figures. */
import { Skeleton } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import { WHOLE } from "./figures.ts";
import type { Abc, Measures } from "./insight.queries.ts";
import { useSay } from "./say.ts";

export function KeyFigures({ abc, measures }: { abc: Abc | undefined; measures: Measures | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  if (!abc || !measures) return <Skeleton height={86} radius="md" />;
  const money = (amount: number | string): string => format.money(amount, measures.currency, WHOLE);
  const buyers = measures.customersWithPurchase;
  const sales = Number(measures.salesWithCustomer) + Number(measures.salesAnonymous);
  const returned = Math.abs(Number(measures.returnsWithCustomer) + Number(measures.returnsAnonymous));
  const best = abc.classes[0];
  const figures = [
    ["customers", format.number(buyers)],
    ["net", money(measures.netWithCustomer)],
    ["orders", format.number(measures.orders)],
    ["perCustomer", buyers > 0 ? money(Number(measures.netWithCustomer) / buyers) : "–"],
    ["returnRate", sales > 0 ? format.share(returned / sales, 1) : "–"],
    ["anonymous", money(measures.salesAnonymous)],
    ["best", best ? say("insight.figure.bestValue", { shown: format.number(best.customers), amount: format.share(best.amountShare, 0) }) : "–"],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}><dt>{t(`insight.figure.${name}`)}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  );
}
