/** The company in six figures. */
import { Skeleton } from "@mantine/core";
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import { WHOLE } from "./figures.ts";
import type { Abc, Revenue } from "./insight.queries.ts";
import { useSay } from "./say.ts";

export function KeyFigures({ abc, revenue }: { abc: Abc | undefined; revenue: Revenue | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const format = useFormat();
  if (!abc || !revenue) return <Skeleton height={86} radius="md" />;
  const sum = (name: "sales" | "returns" | "orders"): number => revenue.data.reduce((total, entry) => total + Math.abs(Number(entry[name])), 0);
  const [sales, returns, orders] = [sum("sales"), sum("returns"), sum("orders")];
  const best = abc.classes[0];
  const figures = [
    ["customers", format.number(abc.customers)],
    ["total", format.money(abc.total, abc.currency, WHOLE)],
    ["orders", format.number(orders)],
    ["perCustomer", abc.customers > 0 ? format.money(Number(abc.total) / abc.customers, abc.currency, WHOLE) : "–"],
    ["returnRate", sales > 0 ? format.share(returns / sales, 1) : "–"],
    ["best", best ? say("insight.figure.bestValue", { shown: format.number(best.customers), amount: format.share(best.amountShare, 0) }) : "–"],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}><dt>{t(name === "total" ? `insight.measure.${abc.measure}` : `insight.figure.${name}`)}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  );
}
