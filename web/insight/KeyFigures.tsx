/** The company in six figures. */
import { Skeleton } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import { WHOLE } from "./figures.ts";
import type { Measures } from "./insight.queries.ts";

const NAMES = ["customers", "net", "orders", "perCustomer", "returnRate", "anonymous"] as const;

export function KeyFigures({ measures }: { measures: Measures | undefined }) {
  const { t } = useTranslation();
  const figures = useFigures(measures);
  return (
    <dl className="figures">
      {NAMES.map((name) => (
        <div key={name}>
          <dt>{t(`insight.figure.${name}`)}</dt>
          <dd>
            {figures ? figures[name] : <Skeleton component="span" display="inline-block" height="0.7em" width="60%" />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useFigures(measures: Measures | undefined): Record<(typeof NAMES)[number], string> | undefined {
  const format = useFormat();
  if (!measures) return undefined;
  const money = (amount: number | string): string => format.money(amount, measures.currency, WHOLE);
  const buyers = measures.customersWithPurchase;
  const sales = Number(measures.salesWithCustomer) + Number(measures.salesAnonymous);
  const returned = Math.abs(Number(measures.returnsWithCustomer) + Number(measures.returnsAnonymous));
  return {
    customers: format.number(buyers),
    net: money(measures.netWithCustomer),
    orders: format.number(measures.orders),
    perCustomer: buyers > 0 ? money(Number(measures.netWithCustomer) / buyers) : "–",
    returnRate: sales > 0 ? format.share(returned / sales, 1) : "–",
    anonymous: money(measures.salesAnonymous),
  };
}
